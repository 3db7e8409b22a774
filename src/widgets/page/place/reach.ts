import { faceOf, getBox, isDot } from "./box.ts";
import type { Area } from "./pointer.ts";
import { common, type Holder, holdersOf, innerBoxOf } from "./visibleRect.ts";

/**
 * Whether a user who scrolls could come to see any of `element`: it is not folded away, cut off, or parked beyond an edge
 * to which nothing scrolls. A page that is held still, as behind a dialog, counts as one that scrolls.
 */
export const isReachable = (element: Element): boolean => {
  // Where nothing is laid out, nothing is out of reach.
  if (!element.ownerDocument.documentElement.clientWidth) return true;
  const face = faceOf(element);
  const holders = holdersOf(face);
  const styles = [getComputedStyle(face), ...holders.map(({ style }) => style)];
  let area: Area | undefined = getBox(element);
  if (isDot(area) || styles.some(isCutAway)) return false;
  for (const holder of holders) area = area && bringInto(holder, area);
  return !!area && isOnPage(area, face, styles.at(-1)!);
};

/** What is left for screen readers alone is cut to nothing. */
const isCutAway = ({ clip, clipPath, position }: CSSStyleDeclaration): boolean =>
  /^inset\((50|100)%/.test(clipPath) ||
  clipPath === "circle(0px)" ||
  (/absolute|fixed/.test(position) && /^rect\((0|1)px, (0|1)px, (0|1)px, (0|1)px\)$/.test(clip));

/** A way along which something scrolls: from the left to the right, or down. */
interface Way {
  readonly overflow: string;
  /** What is seen. */
  readonly from: number;
  readonly length: number;
  /** All that there is. */
  readonly whole: number;
  readonly scrolled: number;
  /** It begins at the other end. */
  readonly isReverse: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where it could be seen in its holder once that is scrolled; `undefined` where it could not. */
const bringInto = ({ box, style }: Holder, { x, y, width, height }: Area): Area | undefined => {
  if (/^(inline|contents)/.test(style.display) && style.display !== "inline-block")
    return { x, y, width, height };
  const inner = innerBoxOf(box);
  const { clientWidth, clientHeight, scrollWidth, scrollHeight, scrollLeft, scrollTop } = box;
  const size = (pixels: number) => pixels * inner.scale;
  const across = bring(
    { from: x, to: x + width },
    {
      overflow: style.overflowX,
      from: inner.x,
      length: size(clientWidth),
      whole: size(scrollWidth),
      scrolled: size(scrollLeft),
      isReverse: style.direction === "rtl",
    },
  );
  const down = bring(
    { from: y, to: y + height },
    {
      overflow: style.overflowY,
      from: inner.y,
      length: size(clientHeight),
      whole: size(scrollHeight),
      scrolled: size(scrollTop),
      isReverse: scrollTop < 0,
    },
  );
  return (
    across &&
    down && { x: across.from, y: down.from, width: across.to - across.from, height: down.to - down.from }
  );
};

const bring = (span: Span, way: Way): Span | undefined => {
  if (!way.overflow || way.overflow === "visible") return span;
  const port = { from: way.from, to: way.from + way.length };
  const isScrolling = /auto|scroll/.test(way.overflow) && way.whole > way.length + 1;
  if (!isScrolling) return meet(span, port);
  return meet(span, getContent(way)) && port;
};

/** All that can be scrolled to. */
const getContent = ({ from, length, whole, scrolled, isReverse }: Way): Span => {
  const begin = from - scrolled - (isReverse ? whole - length : 0);
  return { from: begin, to: begin + whole };
};

/** What two spans have in common; a point, or an edge, is none. */
const meet = (one: Span, other: Span): Span | undefined => {
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  return to - from >= Math.min(1, one.to - one.from) ? { from, to } : undefined;
};

const isOnPage = (area: Area, element: Element, { position }: CSSStyleDeclaration): boolean => {
  const { documentElement: root, body, defaultView: view } = element.ownerDocument;
  const { clientWidth: width, clientHeight: height } = root;
  if (!view) return false;
  if (position === "fixed") return !!common(area, { x: 0, y: 0, width, height });
  const style = getComputedStyle(root);
  const { overflowX } = style.overflowX === "visible" && body ? getComputedStyle(body) : style;
  const across = bring(
    { from: area.x, to: area.x + area.width },
    {
      overflow: /hidden|clip/.test(overflowX) ? "hidden" : "auto",
      from: 0,
      length: width,
      whole: root.scrollWidth,
      scrolled: view.scrollX,
      isReverse: style.direction === "rtl",
    },
  );
  return !!across && area.y + area.height + view.scrollY > 0;
};
