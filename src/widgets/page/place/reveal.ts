import type { Undo } from "../../../sdk/stage.ts";
import { attempt } from "../attempt.ts";
import { getBox } from "./box.ts";
import { getCover } from "./cover.ts";
import { scrollersOf, scrollToSight } from "./scroll.ts";
import { getVisibleRect } from "./visibleRect.ts";

/** Phones show sheets; the styles ask the same. */
export const isPhone = (): boolean => matchMedia("(width < 480px)").matches;

/** How much of a target has to be seen, in pixels. */
const ENOUGH = 48;
/** Frames without a move after which a scroll has come to rest. One that is smooth may begin a few frames late. */
const STILL = 6;
/** How long a scroll is waited for at most, in milliseconds: a host may never rest. */
const PATIENCE = 2000;

/**
 * Scrolls kindly to `element`, through whatever a user could scroll around it, unless enough of it is seen already and
 * nothing covers it. Answers whether it has to move.
 */
export const reveal = (element: Element): boolean => {
  if (isRevealed(element)) return false;
  attempt(() => scrollToSight(element, blockOf(element), isQuick() ? "instant" : "smooth"));
  return true;
};

/** Reveals `element`, and calls `run` when it has come to rest: at once where nothing has to move. */
export const whenRevealed = (element: Element, run: () => void): Undo => {
  if (reveal(element)) return whenStill(element, run);
  run();
  return () => {};
};

/** On a phone the place of the sheet depends on where the scroll ends. */
const isQuick = (): boolean => isPhone() || matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What is higher than its window is shown from its beginning. */
const blockOf = (element: Element): "start" | "center" => {
  const { clientHeight } = element.ownerDocument.documentElement;
  return getBox(element).height > clientHeight / 2 ? "start" : "center";
};

const isRevealed = (element: Element): boolean => {
  const { whole, seen } = getVisibleRect(element);
  return (
    !!seen &&
    seen.width >= Math.min(whole.width, ENOUGH) &&
    seen.height >= Math.min(whole.height, ENOUGH) &&
    !attempt(() => getCover(element))
  );
};

const whenStill = (element: Element, run: () => void): Undo => {
  const end = performance.now() + PATIENCE;
  const where = () => {
    const { x, y } = getVisibleRect(element).whole;
    return `${Math.round(x)} ${Math.round(y)}`;
  };
  let last = where();
  const still = isQuick() ? 1 : STILL;
  let left = still;
  let frame = requestAnimationFrame(function look(now) {
    const next = where();
    left = next === last ? left - 1 : still;
    last = next;
    if (left > 0 && now < end) frame = requestAnimationFrame(look);
    else run();
  });
  return () => cancelAnimationFrame(frame);
};

/**
 * Scrolls what a user could scroll around `element` until it ends above `bottom`, a height in the window, or begins at
 * the window's top. Answers how much of it is still below: what is fixed, at the end of its page, or higher than that,
 * does not come so far.
 */
export const liftAbove = (element: Element, bottom: number): number => {
  const under = () => {
    const { y, height } = getVisibleRect(element).whole;
    return Math.min(y + height - bottom, Math.max(0, y));
  };
  for (const { box, isDown, scale } of scrollersOf(element))
    if (isDown && under() > 0) box.scrollBy({ top: under() / scale, behavior: "instant" });
  const { y, height } = getVisibleRect(element).whole;
  return Math.max(0, y + height - bottom);
};
