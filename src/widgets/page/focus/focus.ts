import { attempt } from "../attempt.ts";
import { isVisible } from "../find/target.ts";
import { holdsFocus } from "../tree.ts";

const CONTROLS = "a[href],button,input,select,textarea,summary";
const STOPS = `${CONTROLS},[tabindex],[contenteditable]`;

const isUsable = (element: HTMLElement): boolean =>
  !element.matches(":disabled") && !element.closest("[inert]") && isVisible(element);

const find = (box: ParentNode, selector: string): HTMLElement[] => [
  ...box.querySelectorAll<HTMLElement>(selector),
];

/** What Tab may stop at in `box`, in its order. What stands in a slot of a component is where the slot is. */
export const tabStops = (box: Element): HTMLElement[] =>
  find(box.shadowRoot ?? box, `slot,${STOPS}`)
    .flatMap((element) => (element.localName === "slot" ? slottedIn(element as HTMLSlotElement) : element))
    .filter((element) => element.tabIndex >= 0 && isUsable(element));

const slottedIn = (slot: HTMLSlotElement): HTMLElement[] =>
  slot
    .assignedElements({ flatten: true })
    .flatMap((one) => [...(one.matches(STOPS) ? [one as HTMLElement] : []), ...find(one, STOPS)]);

/** What Tab stops at last in `element`, which may be the element itself. */
export const lastTabStop = (element: Element): HTMLElement | undefined =>
  tabStops(element).at(-1) ?? ((element as HTMLElement).tabIndex >= 0 ? (element as HTMLElement) : undefined);

/** Our own controls in `box`, and a text that has to be scrolled: what can be used now, or `all`. */
export const controlsIn = (box: ParentNode, all = false): HTMLElement[] =>
  find(box, `${CONTROLS},.in`).filter(
    (element) =>
      (all || isUsable(element)) &&
      (element.matches(CONTROLS) || element.scrollHeight > element.clientHeight + 1),
  );

/**
 * Moves the focus to the first of `places`, or of what is in them, that takes it. Focus that is left to the body sends a
 * keyboard user back to the top of the page, so the page's first stop is the last resort.
 */
export const giveFocus = (...places: ReadonlyArray<Element | null | undefined>): void => {
  for (const place of [...places, document.body])
    if (place?.isConnected)
      for (const element of [place as HTMLElement, ...tabStops(place), ...controlsIn(place)])
        if (takesFocus(element)) return;
};

/** Moves the focus to `element`; whether it is there now. */
export const takesFocus = (element: HTMLElement): boolean =>
  element !== document.body &&
  !!attempt(() => {
    element.focus({ preventScroll: true });
    return (element.getRootNode() as Document | ShadowRoot).activeElement === element;
  });

/**
 * Remembers where the focus was before it came into `box`, and gives it back: the function that is returned is to be
 * called while `box` is still there.
 */
export const keepFocusOrigin = (
  box: Element,
): ((...elsewhere: ReadonlyArray<Element | null | undefined>) => void) => {
  let origin: Element | undefined;
  box.addEventListener("focusin", (event) => {
    const from = (event as FocusEvent).relatedTarget;
    if (from instanceof Element && !box.contains(from)) origin = from;
  });
  return (...elsewhere) => {
    if (holdsFocus(box)) giveFocus(origin, ...elsewhere);
  };
};

/** WebKitGTK names Shift with Tab by its place alone. */
export const isTab = ({ key, code }: KeyboardEvent): boolean => key === "Tab" || code === "Tab";
