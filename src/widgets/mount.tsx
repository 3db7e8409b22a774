import { h, render } from "preact";
import type { DrawOptions } from "../sdk/renderers.ts";
import type { Stage, Undo, View } from "../sdk/stage.ts";
import { Board } from "./board.tsx";
import { createChunks, type Drawings } from "./chunks.ts";
import { createWidgetContext, type Texts, type WidgetContext } from "./frame/widgetContext.ts";
import { attempt } from "./page/attempt.ts";
import { followDialogs } from "./page/dialogs.ts";
import { followLinks } from "./page/followLinks.ts";
import { keepPresent } from "./page/presence.ts";
import { followScheme } from "./page/scheme.ts";
import { followViewport } from "./page/viewport.ts";
import baseStyle from "./parts/base.css";
import cardStyle from "./parts/card.css";
import hostStyle from "./parts/host.css";
import textStyle from "./parts/text.css";

/** How long the page may take to have the element that is to hold ours before that is told, in milliseconds. */
const PATIENCE = 5000;

/** What stands in a corner is drawn where that does not load, too, and it is tried again once the stage says so. */
const createClearing = (stage: Stage, { root, targets }: WidgetContext) => {
  /** For as long as this lasts, it is there or on its way. */
  let cleared: AbortSignal | undefined;
  return (signal: AbortSignal): void => {
    const taken = stage.keepClear?.();
    if (!taken || cleared === signal) return;
    cleared = signal;
    import("./frame/keepClear.ts").then(
      ({ keepClear }) => signal.aborted || keepClear(root.stage, targets, taken, signal),
      (cause) => {
        if (cleared !== signal || signal.aborted) return;
        cleared = undefined;
        attempt(() => stage.lack("keepClear", cause));
      },
    );
  };
};

/** Draws what the stage says in one `<milepost-root>`, until the undo takes it away with all that it listens to. */
export const mount = (
  stage: Stage,
  { container, render: renderers = {}, navigate, onFault }: DrawOptions,
  texts: Texts,
): Undo => {
  const ending = new AbortController();
  const find = () =>
    typeof container === "string"
      ? attempt(() => document.querySelector(container))
      : // One that the page has replaced holds nothing any more.
        container?.isConnected
        ? container
        : document.body;
  const context = createWidgetContext(stage, find, Date.now, ending.signal, texts, (root) => {
    if (navigate) followLinks(root, navigate, (fault) => onFault?.("navigate", fault));
  });
  const { root } = context;
  const clear = createClearing(stage, context);
  root.addStyle(hostStyle + baseStyle + textStyle + cardStyle);
  /** The page has taken it out again and again. */
  let isOut = false;
  /** It has the page's looks of this task already. */
  let isFollowed = false;
  const meet = () => isOut || root.meet(context.targets.whenOver);
  const draw = () => {
    if (ending.signal.aborted) return;
    attempt(meet);
    if (!isFollowed) attempt(root.follow);
    isFollowed = false;
    attempt(() => {
      const views = isOut || !root.place() ? [] : stage.views();
      render(<Board context={context} {...{ chunks, renderers, onFault, views }} />, root.stage);
    });
  };
  let following: AbortController | undefined;
  let scheme: AbortController | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** It is in the page, which may have another body by now. */
  const settle = () => {
    clearTimeout(waiting);
    stage.miss(undefined);
    scheme?.abort();
    scheme = new AbortController();
    followScheme(() => attempt(root.follow) ?? [], scheme.signal);
    isFollowed = true;
  };
  const rest = () => {
    clearTimeout(waiting);
    following?.abort();
    scheme?.abort();
    following = undefined;
  };
  /** The page is watched only while something of ours is to be seen in it. */
  const follow = () => {
    if (!stage.views().length) return rest();
    if (following) return clear(following.signal);
    following = new AbortController();
    const { signal } = following;
    isOut = false;
    root.keepEvents(signal);
    // It asks for measures of the window, which are at hand as long as nothing of ours is there.
    followViewport(root.host, signal);
    const onBack = () => {
      settle();
      draw();
    };
    const onOut = () => {
      isOut = true;
      draw();
      stage.miss("removed");
    };
    if (root.place()) settle();
    else waiting = setTimeout(() => attempt(() => stage.miss("container")), PATIENCE);
    keepPresent(root.host, { place: root.place, onBack, onOut }, signal);
    followDialogs(root.host, () => attempt(meet), signal);
    clear(signal);
  };
  const onLack = (what: keyof Drawings, cause: unknown) => {
    const types = what === "custom" ? (Object.keys(renderers) as View["type"][]) : [what];
    for (const type of types) attempt(() => stage.lack(type, cause));
  };
  const chunks = createChunks(draw, onLack, context.whenReady);
  const onViews = () => {
    attempt(follow);
    draw();
    attempt(() =>
      chunks.need(stage.views().flatMap(({ type }) => (renderers[type] ? [type, "custom"] : type))),
    );
  };
  const unsubscribe = stage.onChange(onViews);
  onViews();
  return () => {
    ending.abort();
    rest();
    unsubscribe();
    attempt(() => render(null, root.stage));
    context.close();
  };
};
