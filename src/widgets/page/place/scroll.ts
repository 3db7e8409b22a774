import { frameOf, parentOf } from "../tree.ts";
import { faceOf, getBox } from "./box.ts";
import type { Area } from "./pointer.ts";
import { getVisibleRect, innerBoxOf } from "./visibleRect.ts";

/** What a user can scroll, and along which ways. What only a script can move, such as a shell that hides its overflow, is none. */
export interface Scroller {
  readonly box: Element;
  readonly isAcross: boolean;
  readonly isDown: boolean;
  /** What is seen of what it holds, in its window. */
  readonly port: Area;
  /** How much larger than in its own pixels, in which it scrolls, it is drawn. */
  readonly scale: number;
}

/** What a user can scroll around `element`, from the inside out, through shadow roots and frames. */
export const scrollersOf = (element: Element): Scroller[] => {
  const boxes: Element[] = [];
  for (let at: Element | null = faceOf(element); at; at = parentOf(at) ?? frameOf(at)) boxes.push(at);
  return boxes.flatMap((box) => toScroller(box) ?? []);
};

const toScroller = (box: Element): Scroller | undefined => {
  const { documentElement: root, body } = box.ownerDocument;
  const isRoot = box === root;
  const own = getComputedStyle(box);
  // The window scrolls by the root's overflow, or by the body's where the root has none.
  const isByBody = getComputedStyle(root).overflowX === "visible" && !!body;
  if (box === body && isByBody) return undefined;
  const { overflowX, overflowY } = isRoot && isByBody ? getComputedStyle(body) : own;
  const scrolls = isRoot ? /visible|auto|scroll/ : /auto|scroll/;
  const isAcross = scrolls.test(overflowX) && box.scrollWidth > box.clientWidth;
  const isDown = scrolls.test(overflowY) && box.scrollHeight > box.clientHeight;
  if (!isAcross && !isDown) return undefined;
  return { box, isAcross, isDown, ...getPort(box, isRoot, own) };
};

/** Without what the page wants kept free, as below a header that sticks. */
const getPort = (
  box: Element,
  isRoot: boolean,
  style: CSSStyleDeclaration,
): Pick<Scroller, "port" | "scale"> => {
  const { x, y, scale } = isRoot ? { x: 0, y: 0, scale: 1 } : innerBoxOf(box);
  const [top, bottom] = [toPixels(style.scrollPaddingTop), toPixels(style.scrollPaddingBottom)];
  const height = (box.clientHeight - top - bottom) * scale;
  return { port: { x, y: y + top * scale, width: box.clientWidth * scale, height }, scale };
};

const toPixels = (value: string): number => Number.parseFloat(value) || 0;

/**
 * Scrolls what a user could scroll until `element` is in the middle of it, or begins at its beginning. Where that is to be
 * smooth, all places are found first, as each depends on those within it.
 */
export const scrollToSight = (
  element: Element,
  block: "start" | "center",
  behavior: "instant" | "smooth",
): void => {
  const moves = scrollersOf(element).map((scroller) => {
    const { box } = scroller;
    const from = { left: box.scrollLeft, top: box.scrollTop };
    box.scrollBy({ ...getDistance(scroller, boxIn(box.ownerDocument, element), block), behavior: "instant" });
    return { box, from, to: { left: box.scrollLeft, top: box.scrollTop } };
  });
  if (behavior === "instant") return;
  for (const { box, from } of moves) box.scrollTo({ ...from, behavior: "instant" });
  for (const { box, to } of moves) box.scrollTo({ ...to, behavior });
};

/** Where it is in the window of one of the documents that it is in. */
const boxIn = (document: Document, element: Element): Area => {
  if (document === window.document) return getVisibleRect(element).whole;
  const frame = element.ownerDocument === document ? null : frameOf(element);
  return frame ? boxIn(document, frame) : getBox(element);
};

const getDistance = ({ isAcross, isDown, port, scale }: Scroller, box: Area, block: "start" | "center") => {
  const middle = box.y + box.height / 2 - port.y - port.height / 2;
  const right = box.x + box.width - port.x - port.width;
  const left = box.x - port.x;
  return {
    top: isDown ? (block === "start" ? box.y - port.y : middle) / scale : 0,
    left: isAcross ? (left < 0 ? left : Math.max(0, Math.min(left, right))) / scale : 0,
  };
};
