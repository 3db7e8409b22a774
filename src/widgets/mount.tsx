import { h, render } from "preact";
import type { DrawOptions } from "../sdk/renderers.ts";
import type { Stage, Undo } from "../sdk/stage.ts";
import { Board } from "./board.tsx";
import { createChunks } from "./chunks.ts";
import { createWidgetContext } from "./frame/widgetContext.ts";
import { attempt } from "./page/attempt.ts";
import { followDialogs } from "./page/dialogs.ts";
import { followScheme } from "./page/scheme.ts";
import { followViewport } from "./page/viewport.ts";
import baseStyle from "./parts/base.css";
import cardStyle from "./parts/card.css";
import hostStyle from "./parts/host.css";
import textStyle from "./parts/text.css";

/** Draws what the stage says in one `<milepost-root>`, until the undo takes it away with all that it listens to. */
export const mount = (
  stage: Stage,
  { container = document.body, render: renderers = {}, onFault }: DrawOptions = {},
): Undo => {
  const ending = new AbortController();
  const context = createWidgetContext(stage, container, Date.now, ending.signal);
  const { root } = context;
  root.addStyle(hostStyle + baseStyle + textStyle + cardStyle);
  const meet = () => root.meet(context.targets.whenOver);
  const draw = () => {
    if (ending.signal.aborted) return;
    attempt(meet);
    attempt(root.follow);
    attempt(() =>
      render(
        <Board context={context} {...{ chunks, renderers, onFault }} views={stage.views()} />,
        root.stage,
      ),
    );
  };
  let following: AbortController | undefined;
  /** The page is watched only while something of ours is to be seen in it. */
  const follow = () => {
    if (stage.views().length) {
      if (following) return;
      following = new AbortController();
      root.keepEvents(following.signal);
      followDialogs(root.host, () => attempt(meet), following.signal);
      followScheme(() => attempt(root.follow) ?? [], following.signal);
      followViewport(root.host, following.signal);
    } else {
      following?.abort();
      following = undefined;
    }
  };
  const chunks = createChunks(draw, context.whenReady);
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
    following?.abort();
    unsubscribe();
    attempt(() => render(null, root.stage));
    context.close();
  };
};
