import { attempt } from "../attempt.ts";
import { controlsIn, isTab, lastTabStop, tabStops, takesFocus } from "./focus.ts";

/** Our boxes that Tab goes into from an element of the page, with that element. */
export type Joined = Map<HTMLElement, Element>;

/**
 * Leads Tab in a dialog of the page's own making, as long as `root` is in one. Such a dialog keeps the focus by its own
 * count of what can have it, and ours is not among that: the way goes from the last of its controls to ours, from ours to
 * the first, and from a target to the card beside it. All other steps are the page's.
 * @param getLayer the layer of the page's that `root` is in, if it is in one.
 */
export const leadTabInDialogs = (
  root: ShadowRoot,
  getLayer: () => Element | undefined,
  joined: Joined,
  signal: AbortSignal,
): void => {
  const onKey = (event: KeyboardEvent) => {
    const layer = isTab(event) && !event.defaultPrevented && getLayer();
    if (!layer) return;
    // A browser leads Tab through its own.
    if (layer.matches(":modal,:popover-open") || !attempt(() => step(event, layer, root, joined))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Before the dialog's own trap.
  window.addEventListener("keydown", onKey, { capture: true, signal });
};

/** Goes one step where it begins or ends in ours; whether it did. */
const step = ({ shiftKey }: KeyboardEvent, layer: Element, root: ShadowRoot, joined: Joined): boolean => {
  const beside = new Map<HTMLElement | undefined, HTMLElement[]>();
  for (const [box, anchor] of joined) {
    const gate = lastTabStop(anchor);
    beside.set(gate, [...(beside.get(gate) ?? []), ...controlsIn(box)]);
  }
  const way = tabStops(layer).flatMap((stop) => [stop, ...(beside.get(stop) ?? [])]);
  for (const own of controlsIn(root)) if (!way.includes(own)) way.push(own);
  const at = way.indexOf((root.activeElement ?? document.activeElement) as HTMLElement);
  const to = way.at(shiftKey ? at - 1 : (at + 1) % way.length);
  if (at < 0 || !to) return false;
  const isOurs = [way[at], to].some((stop) => stop?.getRootNode() === root);
  return isOurs && takesFocus(to);
};
