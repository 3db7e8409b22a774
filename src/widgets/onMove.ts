import type { Undo } from "../sdk/door.ts";
import { attempt } from "./attempt.ts";

/** The least that counts as seen. */
const TRACE = 1e-6;

/**
 * Calls `update` now and whenever `anchor` may have come to another place, or `anchor` or `card` to another size, until
 * the undo. Nothing polls: what scrolls, resizes or shifts says so.
 */
export const onMove = (anchor: Element, card: Element, update: () => void): Undo => {
  const ending = new AbortController();
  const { signal } = ending;
  const listen = (target: EventTarget | null | undefined, type: string) =>
    target?.addEventListener(type, update, { capture: true, passive: true, signal });
  for (let node: Element | null | undefined = anchor; node; node = listenAround(node, listen));
  listen(window.visualViewport, "resize");
  listen(window.visualViewport, "scroll");
  const sizes = new ResizeObserver(update);
  sizes.observe(anchor);
  sizes.observe(card);
  signal.addEventListener("abort", () => sizes.disconnect());
  update();
  attempt(() => watchPlace(anchor, update, signal));
  return () => ending.abort();
};

/** Listens to the root that `node` is in, and gives the element outside that holds this root. */
const listenAround = (
  node: Element,
  listen: (target: EventTarget | null | undefined, type: string) => void,
): Element | null | undefined => {
  // Scrolls reach the top of their own tree, and neither leave a shadow root nor a frame.
  const root = node.getRootNode() as Document | ShadowRoot;
  listen(root, "scroll");
  if ("host" in root) return root.host;
  listen(root.defaultView, "resize");
  return root.defaultView?.frameElement;
};

/**
 * Calls `update` when `anchor` is moved by what happens around it. An observer whose root is cut down to where the anchor
 * is now sees less of it as soon as it moves at all; then a new one is cut.
 */
const watchPlace = (anchor: Element, update: () => void, signal: AbortSignal): void => {
  let observer: IntersectionObserver | undefined;
  const watch = (threshold: number) => {
    observer?.disconnect();
    const { ownerDocument: root } = anchor;
    const { clientWidth, clientHeight } = root.documentElement;
    const { left, top, right, bottom } = anchor.getBoundingClientRect();
    const cut = [top, clientWidth - right, clientHeight - bottom, left];
    const rootMargin = cut.map((inset) => `${-Math.floor(inset)}px`).join(" ");
    let isFirst = true;
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      const ratio = entries.at(-1)!.intersectionRatio;
      const now = anchor.getBoundingClientRect();
      if (now.left !== left || now.top !== top || !isFirst) {
        update();
        if (!signal.aborted) watch(1);
      } else if (ratio !== threshold && threshold !== TRACE) {
        // A part of it is clipped: from here on it is this part that may become less, or more.
        watch(ratio || TRACE);
      }
      isFirst = false;
    };
    observer = new IntersectionObserver(look, { root, rootMargin, threshold });
    observer.observe(anchor);
  };
  watch(1);
  signal.addEventListener("abort", () => observer?.disconnect());
};
