import { frameOf, parentOf } from "../tree.ts";
import { faceOf, getBox } from "./box.ts";
import type { Area } from "./pointer.ts";
import { clip, common, getRoom } from "./visibleRect.ts";

/** Where in an area is looked, in parts of its size: in the middle, and on the way to its corners. */
const PROBES: ReadonlyArray<readonly [x: number, y: number]> = [
  [0.5, 0.5],
  [0.2, 0.2],
  [0.8, 0.2],
  [0.2, 0.8],
  [0.8, 0.8],
];

/**
 * What of the page lies over most of the part of `element` that is in the window, so that it can be neither seen nor
 * pressed there; `undefined` where nothing does, or no part of it is in the window. What is ours does not count.
 */
export const getCover = (element: Element): Element | undefined => {
  for (let at: Element | null = element; at; at = frameOf(at)) {
    const { documentElement } = at.ownerDocument;
    const { clientWidth: width, clientHeight: height } = documentElement;
    const inside = clip(getBox(at), faceOf(at));
    const seen = inside && common(inside, { x: 0, y: 0, width, height });
    const cover = seen && getMost(seen, at);
    if (cover) return cover;
  }
  return undefined;
};

/**
 * What of the page lies over all of the window, as a loading screen does: no scroll would bring `element` to sight. What
 * is behind the layer that `element` is in does not count, as the overlay of a dialog.
 */
export const getCurtain = (element: Element): Element | undefined => {
  let outer = element;
  for (let frame = frameOf(outer); frame; frame = frameOf(outer)) outer = frame;
  let curtain: Element | undefined;
  for (const cover of probe(getRoom(), outer)) {
    if (!cover || (curtain && cover !== curtain)) return undefined;
    curtain = cover;
  }
  if (!curtain || !isApart(curtain)) return undefined;
  let layer: Element | null = outer;
  // A layer may let presses through to what is behind it: then the outermost part of it that takes them is looked at.
  let face = outer;
  for (; layer; layer = parentOf(layer)) {
    if (canBeHit(layer)) face = layer;
    if (isApart(layer)) break;
  }
  return layer && !getCover(face) ? undefined : curtain;
};

/** How somebody who looks for it in the page would call it. */
export const nameOf = ({ localName, id, classList }: Element): string =>
  localName + (id ? `#${id}` : classList[0] ? `.${classList[0]}` : "");

/** What lies over most of the places, asked of no more of them than it takes to know. */
const getMost = (area: Area, element: Element): Element | undefined => {
  let first: Element | undefined;
  let covered = 0;
  let free = 0;
  for (const cover of probe(area, element)) {
    first ??= cover;
    if (cover) covered++;
    else free++;
    if (Math.max(covered, free) > PROBES.length / 2) break;
  }
  return covered > free ? first : undefined;
};

/** What lies over each place; where one is looked at, the browser lays the page out. */
function* probe({ x, y, width, height }: Area, element: Element): Generator<Element | undefined> {
  for (const [right, down] of PROBES) yield coverAt(x + width * right, y + height * down, element);
}

/** What is hit in place of `element` there, from the outermost that does not hold it as well. */
const coverAt = (x: number, y: number, element: Element): Element | undefined => {
  const hit = hitAt(x, y, element.ownerDocument);
  if (!hit) return undefined;
  const around = new Set<Element>();
  for (let at: Element | null = element; at; at = parentOf(at)) around.add(at);
  const face = faceOf(element);
  let cover: Element | undefined;
  let isSolid = false;
  for (let at: Element | null = hit; at && (!around.has(at) || at === element); at = parentOf(at)) {
    // It is hit itself, or what speaks for it.
    if (at === element || at === face || isLabelOf(at, element)) return undefined;
    cover = at;
    isSolid ||= isApart(at) || (paints(at) && isBelow(x, y, element));
  }
  return isSolid ? cover : undefined;
};

const hitAt = (x: number, y: number, document: Document): Element | undefined => {
  let hit = document.elementsFromPoint(x, y).find(isOfPage);
  for (let root = hit?.shadowRoot; root; root = hit?.shadowRoot) {
    const inner = root.elementsFromPoint(x, y).find(isOfPage);
    if (!inner || inner === hit || inner.getRootNode() !== root) break;
    hit = inner;
  }
  return hit;
};

/**
 * What is hit where it is not found may as well lie behind it, as behind what takes no press; or beside it, as in the
 * corners of the box around an element that is turned. What is inert is found nowhere, so that tells nothing.
 */
const isBelow = (x: number, y: number, element: Element): boolean => {
  const face = faceOf(element);
  const all = (element.getRootNode() as Document | ShadowRoot).elementsFromPoint(x, y);
  return !!element.closest("[inert]") || all.some((at) => element.contains(at) || face.contains(at));
};

const isOfPage = ({ localName }: Element): boolean => !/^milepost-(root|slot)/.test(localName);

const isLabelOf = (at: Element, element: Element): boolean => (at as HTMLLabelElement).control === element;

const canBeHit = (element: Element): boolean => getComputedStyle(faceOf(element)).pointerEvents !== "none";

/** It keeps its place while the page scrolls below it, or is in the top layer. */
const isApart = (at: Element): boolean =>
  at.matches(":is(:modal,:popover-open)") || /fixed|sticky/.test(getComputedStyle(at).position);

/** Whether it hides what is behind it. What only lies there, as a link stretched over its card does, hides nothing. */
const paints = (at: Element): boolean => {
  const { backgroundColor, backgroundImage, backdropFilter = "none" } = getComputedStyle(at);
  return (
    /^(img|canvas|video|iframe|embed|object)$/.test(at.localName) ||
    backgroundImage !== "none" ||
    backdropFilter !== "none" ||
    !/^(transparent|rgba\(.*, 0\)|.*\/ 0\))$/.test(backgroundColor)
  );
};
