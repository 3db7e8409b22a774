import type { Undo } from "../sdk/door.ts";
import { giveFocus, holdsFocus, tabStops } from "./focus.ts";

/**
 * Lets Tab go from `anchor` into `box` and from its end on to what follows the anchor, as if the box stood there. An anchor
 * without anything that Tab stops at leaves the box where it is: at the end of the page.
 */
export const joinTabOrder = (box: HTMLElement, anchor: Element): Undo => {
  // Who came to the box at its own place, at the end of the page, goes on from there: sent back, they would go in a circle.
  let cameByAnchor = false;
  const onKey = (event: KeyboardEvent) => {
    const gate = tabStops(anchor).at(-1) ?? (anchor as HTMLElement);
    if (event.key !== "Tab" || event.defaultPrevented || gate.tabIndex < 0 || !box.dataset.side) return;
    const stops = tabStops(box);
    const at = stops.findIndex(holdsFocus);
    if (!holdsFocus(box)) {
      cameByAnchor = !event.shiftKey && event.composedPath()[0] === gate;
      if (!cameByAnchor) return;
      giveFocus(stops[0]);
      event.preventDefault();
    } else if (cameByAnchor && (event.shiftKey ? at <= 0 : at === stops.length - 1)) {
      cameByAnchor = false;
      giveFocus(gate);
      // Forward, the browser's own step follows from there.
      if (event.shiftKey) event.preventDefault();
    }
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
};
