import type { Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { parentOf } from "../tree.ts";

/** What is clipped away is asked for once so much of it is seen. */
const TRACE = 1e-7;

/**
 * Calls `update` at once, and whenever `element` or `card` has another size, or another place in its window: what is around
 * them was scrolled, the window has other measures, or the page has shifted the element. Nothing polls.
 */
export const followBoxes = (element: Element, card: Element, update: () => void): Undo => {
  const ending = new AbortController();
  const look = () => {
    attempt(update);
    attempt(() => arm(1));
  };

  // Any shift changes what an area that is as large as the element, and lies where it lies now, has in common with it.
  let shifts: IntersectionObserver | undefined;
  const arm = (threshold: number) => {
    shifts?.disconnect();
    const { top, right, bottom, left, width, height } = element.getBoundingClientRect();
    if (!width || !height || ending.signal.aborted) return;
    const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
    const insets = [top, clientWidth - right, clientHeight - bottom, left];
    const rootMargin = insets.map((inset) => `${-Math.floor(inset)}px`).join(" ");
    let isFirst = true;
    shifts = new IntersectionObserver(
      (entries) => {
        const now = element.getBoundingClientRect();
        const seen = Math.max(TRACE, entries.at(-1)!.intersectionRatio);
        // Whole pixels are all that can be said of the area, and what clips the element has a part of it: so the first
        // answer says only what there is to be compared with.
        if (!isFirst || now.top !== top || now.left !== left || now.right !== right || now.bottom !== bottom)
          look();
        else if (seen !== threshold) arm(seen);
        isFirst = false;
      },
      { root: element.ownerDocument, rootMargin, threshold },
    );
    shifts.observe(element);
  };

  const read = () =>
    [element, card]
      .map((box) => box.getBoundingClientRect())
      .map(({ width, height }) => `${width} ${height}`)
      .join();
  let last = read();
  let frame = 0;
  const sizes = new ResizeObserver(() => {
    const next = read();
    if (next === last) return;
    last = next;
    // Where the card takes another size with its new place, the browser would tell the page of a loop.
    sizes.unobserve(card);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => sizes.observe(card));
    look();
  });
  sizes.observe(element);
  sizes.observe(card);

  const views = [...new Set([element.ownerDocument.defaultView, window])];
  const roots = new Set<EventTarget | null>(views);
  /** What may be scrolled around them. Pages that move their content by themselves say so to the window. */
  const around = new Set<EventTarget | null>(views);
  for (const box of [element, card])
    for (let at: Element | null = box; at; at = parentOf(at)) {
      around.add(at).add(at.ownerDocument);
      const root = at.getRootNode();
      // Scrolls in a shadow root are told in that alone.
      if (root !== at.ownerDocument) roots.add(root);
    }
  const listen = (to: EventTarget | null, type: string, hear: (event: Event) => void) =>
    to?.addEventListener(type, hear, { capture: true, passive: true, signal: ending.signal });
  const onScroll = ({ target }: Event) => around.has(target) && look();
  for (const root of roots) listen(root, "scroll", onScroll);
  for (const view of views) listen(view, "resize", look);
  for (const type of ["scroll", "resize"]) listen(window.visualViewport, type, look);
  look();
  return () => {
    ending.abort();
    cancelAnimationFrame(frame);
    shifts?.disconnect();
    sizes.disconnect();
  };
};
