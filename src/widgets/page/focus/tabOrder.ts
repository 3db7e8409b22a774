import type { Undo } from "../../../sdk/stage.ts";
import { holdsFocus } from "../tree.ts";
import type { Joined } from "./dialogTab.ts";
import { controlsIn, giveFocus, isTab, lastTabStop, takesFocus } from "./focus.ts";

/**
 * Lets Tab go from `anchor` into `box`, from its end on to what follows the anchor, and back the same way, as if the box
 * stood there. Its own place at the end of the page is left out then, so that nobody meets it twice. An anchor without
 * anything that Tab stops at leaves the box where it is.
 * @param joined all boxes that are joined so, for who has to know the whole way.
 */
export const joinTabOrder = (box: HTMLElement, anchor: Element, joined: Joined): Undo => {
  /** Shift and Tab were pressed outside: what has the focus next was come to from behind. */
  let isComingBack = false;
  const arrange = () => {
    const gate = lastTabStop(anchor);
    for (const stop of controlsIn(box, true)) stop.tabIndex = gate ? -1 : 0;
    return { gate, stops: controlsIn(box) };
  };

  const onKey = (event: KeyboardEvent) => {
    const isInside = holdsFocus(box);
    const isBack = event.shiftKey;
    if (!isTab(event) || event.defaultPrevented) return;
    isComingBack = isBack && !isInside;
    const { gate, stops } = arrange();
    if (!gate || isComingBack || (!isInside && event.composedPath()[0] !== gate)) return;
    const at = stops.findIndex(holdsFocus);
    const next = isBack ? stops[at - 1] : stops[at + 1];
    // From the box's end the way goes on from the anchor. So it does where leaving the anchor led on and took the box
    // away: WebKit has forgotten by then where it was, and would begin at the top of the page.
    if ((next && takesFocus(next)) || (takesFocus(gate) && isBack)) event.preventDefault();
  };
  const onFocus = (event: Event) => {
    if (!isComingBack) return;
    isComingBack = false;
    const { gate, stops } = arrange();
    if (gate && event.composedPath()[0] === gate) giveFocus(stops.at(-1), gate);
  };
  const leave = () => {
    isComingBack = false;
  };

  const listening = new AbortController();
  const { signal } = listening;
  // A frame keeps the keys that are pressed in it to itself, and so do we.
  for (const page of new Set<Node>([document, anchor.ownerDocument, ownRootOf(box)])) {
    page.addEventListener("keydown", onKey as EventListener, { signal });
    page.addEventListener("focusin", onFocus, { signal });
  }
  window.addEventListener("blur", leave, { signal });
  arrange();
  joined.set(box, anchor);
  return () => {
    joined.delete(box);
    listening.abort();
  };
};

/** Where keys that are pressed in ours are heard last. */
const ownRootOf = (box: Element): Node => (box.getRootNode() as Partial<ShadowRoot>).host ?? box;
