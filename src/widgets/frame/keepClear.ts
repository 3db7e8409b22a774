import type { Target, Undo } from "../../sdk/stage.ts";
import { attempt } from "../page/attempt.ts";
import type { TargetWatcher } from "../page/find/targetWatcher.ts";
import { getBox } from "../page/place/box.ts";
import { FURNITURE } from "../page/place/makeWay.ts";
import { type Area, overlap } from "../page/place/pointer.ts";

/** What is left free between ours and what the page has in that corner, in pixels. */
const SPACE = 12;

/**
 * Moves what of ours stands in a corner above what the page itself has there, such as the bubble of a chat, or below it at
 * the window's upper edge; and back once that is gone. What would leave less than half of the window above it (a chat that
 * was opened) is not moved for: it lies where the user wanted it.
 */
export const keepClear = (
  stage: Element,
  targets: TargetWatcher,
  wanted: readonly Target[],
  signal: AbortSignal,
): void => {
  const found = new Set<Element>();
  /** What the last look saw: where nothing of it has changed, nothing is laid out anew. */
  let last = "";
  const look = () => {
    const boxes = [...stage.querySelectorAll<HTMLElement>(FURNITURE)];
    if (boxes.length === 0) return;
    const taken = [...found].filter((element) => element.isConnected).map(getBox);
    const seen = JSON.stringify([taken, boxes.map(getBox), innerHeight]);
    if (seen === last) return;
    for (const box of boxes) box.style.removeProperty("transform");
    for (const box of boxes) {
      const by = getLift(getBox(box), taken, innerHeight);
      if (by) box.style.setProperty("transform", `translateY(${by}px)`);
    }
    last = JSON.stringify([taken, boxes.map(getBox), innerHeight]);
  };
  const lookSafely = () => attempt(look);
  /** What ends the wait for each target to come or to go. */
  const undos = new Map<Target, Undo>();
  const follow = (target: Target): void => {
    const stop = targets.whenFound(target, (element) => {
      found.add(element);
      const rest = targets.onChange(element, lookSafely);
      const stopWaiting = targets.whenLost(target, element, () => {
        rest();
        found.delete(element);
        lookSafely();
        follow(target);
      });
      undos.set(target, () => {
        rest();
        stopWaiting();
      });
    });
    undos.set(target, stop);
  };
  for (const target of wanted) follow(target);
  const drawn = new MutationObserver(lookSafely);
  drawn.observe(stage, { childList: true, subtree: true });
  window.addEventListener("resize", lookSafely, { signal });
  signal.addEventListener("abort", () => {
    drawn.disconnect();
    for (const stop of undos.values()) stop();
  });
};

/** By how many pixels `box` has to go, up where it stands in the lower half of the window and down in the upper. */
export const getLift = (box: Area, taken: readonly Area[], height: number): number => {
  const isLow = box.y + box.height / 2 > height / 2;
  let by = 0;
  const under = () =>
    taken.find((area) => area.width > 0 && area.height > 0 && overlap(area, { ...box, y: box.y + by }));
  // Each time it is clear of one more, as it never turns back.
  for (let area = under(); area; area = under())
    by = isLow ? area.y - SPACE - box.height - box.y : area.y + area.height + SPACE - box.y;
  return Math.abs(by) > height / 2 ? 0 : by;
};
