import type { Advance, Undo } from "../../../sdk/stage.ts";
import { onEntry } from "./entry.ts";
import { onPress } from "./press.ts";

/**
 * Calls `run` when the user does to `target` what carries the tour on, and `onFilled` when what they should do is done
 * already. It only listens and prevents nothing. What the engine notices by itself (events, milestones, pages) is not
 * listened for.
 */
export const onAdvance = (
  target: Element,
  advance: Advance | undefined,
  run: () => void,
  onFilled: () => void,
): Undo => {
  if (advance?.on === "click") return onPress(target, run);
  if (advance?.on === "input") return onEntry(target, run, onFilled);
  return () => {};
};
