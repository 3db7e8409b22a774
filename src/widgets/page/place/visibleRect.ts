import { frameOf, parentOf } from "../tree.ts";
import { faceOf, getBox, toArea } from "./box.ts";
import type { Area } from "./pointer.ts";

/** Where an element is in our window, in pixels; one in a frame is where its frame is, and then some. */
export interface VisibleRect {
  readonly whole: Area;
  /** What can be seen of it; `undefined` where it is scrolled away or clipped. */
  readonly seen: Area | undefined;
}

/** The part of the window that the user sees: less than all of it over a phone's keyboard, or pinched in. */
export const getRoom = (): Area => {
  const { offsetLeft: x, offsetTop: y, width, height } = window.visualViewport ?? windowOf(document);
  // No browser takes the scroll bar off where it reserves room for one.
  return { x, y, width: Math.min(width, document.documentElement.clientWidth || width), height };
};

export const getVisibleRect = (element: Element): VisibleRect => {
  let whole = getBox(element);
  let seen = clip(whole, faceOf(element));
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const { x, y, scale } = innerBoxOf(frame);
    const toOuter = (area: Area): Area => ({
      x: x + area.x * scale,
      y: y + area.y * scale,
      width: area.width * scale,
      height: area.height * scale,
    });
    const { clientWidth, clientHeight } = frame;
    seen = seen && common(seen, { x: 0, y: 0, width: clientWidth, height: clientHeight });
    whole = toOuter(whole);
    seen = seen && clip(toOuter(seen), frame);
  }
  return { whole, seen: seen && common(seen, getRoom()) };
};

/** What is left of `area`, which belongs to `element`, within all that clips it in its document. */
export const clip = (area: Area, element: Element): Area | undefined => {
  let left: Area | undefined = area;
  for (const { box, style } of holdersOf(element)) {
    if (/^(inline|contents)/.test(style.display) && style.display !== "inline-block") continue;
    left = left && within(left, box, style);
  }
  return left;
};

/** What may clip an element, with how it looks. */
export interface Holder {
  readonly box: Element;
  readonly style: CSSStyleDeclaration;
}

/** The boxes that hold `element`, and so may clip it, from the inside out; without what the window itself scrolls. */
export const holdersOf = (element: Element): Holder[] => {
  const holders: Holder[] = [];
  let { position } = getComputedStyle(element);
  // The top layer is clipped by nothing.
  for (let at = element; !at.matches(":is(:modal,:popover-open)"); ) {
    const box = parentOf(at);
    if (!box || isWindow(box)) break;
    const style = getComputedStyle(box);
    if (contains(style, position)) {
      holders.push({ box, style });
      ({ position } = style);
    }
    at = box;
  }
  return holders;
};

/** The root, and the body too, unless both have an overflow of their own. */
const isWindow = (box: Element): boolean => {
  const { body, documentElement } = box.ownerDocument;
  return (
    box === documentElement ||
    (box === body && /^(visible)?$/.test(getComputedStyle(documentElement).overflowX))
  );
};

/** Whether a box of this style holds, and so may clip, what has this position within it. */
const contains = (style: CSSStyleDeclaration, position: string): boolean => {
  if (position !== "fixed" && position !== "absolute") return true;
  if (position === "absolute" && style.position !== "static") return true;
  const { transform, translate, rotate, scale, perspective, filter, contain, willChange } = style;
  return (
    [transform, translate, rotate, scale, perspective, filter].some((value) => value && value !== "none") ||
    /paint|layout|strict|content/.test(contain) ||
    /transform|translate|rotate|scale|perspective|filter/.test(willChange)
  );
};

const within = (
  area: Area,
  box: Element,
  { overflowX, overflowY }: CSSStyleDeclaration,
): Area | undefined => {
  const [clipsX, clipsY] = [overflowX, overflowY].map((value) => value && value !== "visible");
  if (!clipsX && !clipsY) return area;
  const { x, y, scale } = innerBoxOf(box);
  return common(area, {
    x: clipsX ? x : area.x,
    y: clipsY ? y : area.y,
    width: clipsX ? box.clientWidth * scale : area.width,
    height: clipsY ? box.clientHeight * scale : area.height,
  });
};

/** Where its content begins, and how much larger than in its own pixels it is drawn. */
export const innerBoxOf = (box: Element) => {
  const { x, y, width } = toArea(box.getBoundingClientRect());
  const scale = width / (box as HTMLElement).offsetWidth || 1;
  const { paddingLeft, paddingTop } = getComputedStyle(box);
  const isFrame = "contentDocument" in box;
  const inset = (border: number, padding: string) =>
    (border + (isFrame ? Number.parseFloat(padding) : 0)) * scale;
  return { x: x + inset(box.clientLeft, paddingLeft), y: y + inset(box.clientTop, paddingTop), scale };
};

/** What two areas have in common; one that has no size is in the other, or on its edge, or not. */
export const common = (a: Area, b: Area): Area | undefined => {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width >= Math.min(1, a.width) && height >= Math.min(1, a.height)
    ? { x, y, width, height }
    : undefined;
};

const windowOf = ({ defaultView }: Document) => ({
  offsetLeft: 0,
  offsetTop: 0,
  width: defaultView?.innerWidth ?? 0,
  height: defaultView?.innerHeight ?? 0,
});
