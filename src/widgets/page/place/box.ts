import type { Area } from "./pointer.ts";

/** What is no larger than this, in pixels, is not meant for the eye. */
const DOT = 1;

/**
 * What stands for `element` on the screen: itself, unless its styles give it no box of its own (`display: contents`),
 * which then is that of its only child; or it is a control that is made too small to be seen, beside a label that is drawn
 * in its place.
 */
export const faceOf = (element: Element): Element => {
  if (hasNoBox(element)) {
    const [only, ...others] = childrenOf(element).filter(isDrawn);
    return only && !others.length && !hasText(element) ? faceOf(only) : element;
  }
  if (!isDot(element.getBoundingClientRect())) return element;
  const { labels } = element as Partial<HTMLInputElement>;
  return [...(labels ?? [])].find((label) => !isDot(getBox(label))) ?? element;
};

/** Where it is in its window, in pixels. */
export const getBox = (element: Element): Area => {
  const face = faceOf(element);
  return toArea(hasNoBox(face) ? getContentBox(face) : face.getBoundingClientRect());
};

/** Whether it has a box, or what is in it has. */
export const isDrawn = (element: Element): boolean =>
  hasNoBox(element) ? !isDot(getContentBox(element)) : element.getClientRects().length > 0;

export const isDot = ({ width, height }: Pick<Area, "width" | "height">): boolean =>
  Math.max(width, height) <= DOT;

const hasNoBox = (element: Element): boolean => getComputedStyle(element).display === "contents";

const childrenOf = (element: Element): Element[] =>
  element.localName === "slot"
    ? (element as HTMLSlotElement).assignedElements({ flatten: true })
    : [...(element.shadowRoot ?? element).children];

const hasText = (element: Element): boolean =>
  [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());

const getContentBox = (element: Element): DOMRect => {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element.shadowRoot ?? element);
  return range.getBoundingClientRect();
};

export const toArea = ({ x, y, width, height }: DOMRect): Area => ({ x, y, width, height });
