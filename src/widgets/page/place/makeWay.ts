import { overlap } from "./pointer.ts";
import { getVisibleRect } from "./visibleRect.ts";

/** What of ours stands in a corner of the window for long. */
export const FURNITURE = ".checklist.sheet,.pill,.launcher";

/**
 * Lets what of ours lies over `anchor`, which a guide points at, go to the other corner, and out of sight where that does
 * not help: what is pointed at is to be pressed.
 */
export const makeWay = (stage: Element, anchor: Element): void => {
  const boxes = stage.querySelectorAll<HTMLElement>(FURNITURE);
  // Where nothing stands there, the page need not be laid out once more.
  if (boxes.length === 0) return;
  const { seen } = getVisibleRect(anchor);
  for (const box of boxes)
    for (const aside of ["corner", "gone"])
      if (seen && overlap(seen, box.getBoundingClientRect()) && box.dataset.aside !== "gone")
        box.dataset.aside = aside;
};

/** Puts all of it back, once nothing is pointed at any more. */
export const putBack = (stage: Element): void => {
  for (const box of stage.querySelectorAll<HTMLElement>("[data-aside]")) delete box.dataset.aside;
};
