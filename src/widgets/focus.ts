import { attempt } from "./attempt.ts";

const FOCUSABLE = "a[href],button,input,select,textarea,summary,[tabindex],[contenteditable]";

/** What Tab may stop at in `box`, in its order. */
export const tabStops = (box: ParentNode): HTMLElement[] =>
  [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(":disabled"),
  );

/**
 * Moves the focus to the first of `places`, or of what is in them, that takes it. Focus that is left to the body sends a
 * keyboard user back to the top of the page, so the page's first stop is the last resort.
 */
export const giveFocus = (...places: ReadonlyArray<Element | null | undefined>): void => {
  for (const place of [...places, document.body])
    if (place?.isConnected)
      for (const element of [place as HTMLElement, ...tabStops(place.shadowRoot ?? place)])
        if (attempt(() => takesFocus(element))) return;
};

const takesFocus = (element: HTMLElement): boolean => {
  if (element === document.body) return false;
  element.focus({ preventScroll: true });
  return (element.getRootNode() as Document | ShadowRoot).activeElement === element;
};

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

/** Whether the focus is in `box`, seen from the root that `box` is in. */
export const holdsFocus = (box: Element): boolean => {
  const { activeElement } = box.getRootNode() as Document | ShadowRoot;
  return box.contains(activeElement);
};
