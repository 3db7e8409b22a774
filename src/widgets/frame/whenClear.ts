import type { Undo } from "../../sdk/stage.ts";
import type { Kit } from "./kit.ts";

/** Calls `run` once the pointer is not over `box` and the view may open still; until then the box is hidden. */
export const whenClear = (kit: Kit, key: string, box: HTMLElement, run: () => void): Undo => {
  const isOver = () => kit.pointer.isOver(box.getBoundingClientRect());
  const wait = () => {
    stop = kit.pointer.onMove(look);
    look();
  };
  const look = () => {
    if (isOver()) return;
    stop();
    // While the pointer stood there, something else may have begun.
    stop = kit.whenFree(key, () => (isOver() ? wait() : open()));
  };
  const open = () => {
    box.style.visibility = "";
    run();
  };
  let stop: Undo = () => {};
  box.style.visibility = "hidden";
  wait();
  return () => stop();
};
