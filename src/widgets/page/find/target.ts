import type { Target } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { faceOf, isDrawn } from "../place/box.ts";
import { getCover } from "../place/cover.ts";
import { isReachable } from "../place/reach.ts";
import { frameOf, parentOf } from "../tree.ts";
import { answers, candidates, type OnRoot } from "./candidates.ts";

/**
 * The first element that the ways of `target` lead to, tried in their order, which a user can come to see. Matches that
 * nobody sees are passed over where there are others, and so are those under something else; a way that cannot be read
 * (an invalid selector) leads nowhere.
 * @param onRoot is told of each root that was searched, and of each element that may get one later.
 * @param onUnseen is told that there is a match that is not drawn, or transparent.
 */
export const findTarget = (target: Target, onRoot?: OnRoot, onUnseen?: () => void): Element | undefined => {
  let hidden: Element | undefined;
  for (const seek of target) {
    const found = attempt(() => firstOf(candidates(seek, onRoot), onUnseen));
    if (found && isReachable(found)) return found;
    hidden ??= found;
  }
  return hidden;
};

/** Of so many matches at most it is asked what lies over them: behind a loading screen it is the same of all. */
const ASKED = 20;

const firstOf = (elements: readonly Element[], onUnseen?: () => void): Element | undefined => {
  let drawn: Element | undefined;
  let covered: Element | undefined;
  let asked = 0;
  for (const element of elements) {
    if (!isShown(element)) {
      onUnseen?.();
      continue;
    }
    if (!isReachable(element)) drawn ??= element;
    else if (asked++ > ASKED || !attempt(() => getCover(element))) return element;
    else covered ??= element;
  }
  return covered ?? drawn;
};

/** Whether `element` is still there, visible, and what the target means. */
export const isTarget = (target: Target, element: Element): boolean =>
  isMeant(target, element) && !!attempt(() => isShown(element));

/** The same without a look at the page's layout: lists reuse their nodes for other rows. */
export const isMeant = (target: Target, element: Element): boolean =>
  !!attempt(() => isInPage(element) && target.some((seek) => answers(seek, element)));

/** In this page, or in one that a frame of it has now: what a frame had before is in a document that nobody sees. */
const isInPage = (element: Element): boolean => {
  if (!element.isConnected || element.ownerDocument === document) return element.isConnected;
  const frame = frameOf(element);
  return !!frame && isInPage(frame);
};

/** Drawn at all; where on the page does not matter. */
export const isVisible = (element: Element): boolean =>
  element.getClientRects().length > 0 &&
  !/hidden|collapse/.test(getComputedStyle(element).visibility) &&
  // Content that a closed `details` or `content-visibility` skips still has boxes.
  (element.checkVisibility?.() ?? true);

/** Drawn so that it is seen. A control that is transparent lies over what is drawn in its place. */
const isShown = (element: Element): boolean => {
  const face = faceOf(element);
  if (!isDrawn(face) || /hidden|collapse/.test(getComputedStyle(face).visibility)) return false;
  let judged: Element | null = /^(input|select|textarea)$/.test(face.localName) ? parentOf(face) : face;
  while (judged && getComputedStyle(judged).display === "contents") judged = parentOf(judged);
  return judged?.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true;
};
