import { attempt } from "./attempt.ts";

/** The element around it, seen through the borders of shadow roots; not of frames. */
export const parentOf = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  null;

/** The frame that it is in, unless that is our own window. */
export const frameOf = (element: Element): HTMLIFrameElement | null =>
  element.ownerDocument === document
    ? null
    : ((element.ownerDocument.defaultView?.frameElement as HTMLIFrameElement | null | undefined) ?? null);

/** Whether the focus is in `box`, seen from the root that `box` is in. */
export const holdsFocus = (box: Element): boolean => {
  const root = box.getRootNode() as Document | ShadowRoot;
  return box.contains(attempt(() => root.activeElement) ?? null);
};
