import type { Undo } from "../../sdk/stage.ts";
import type { WidgetContext } from "./widgetContext.ts";

/** Calls `run` once the pointer is not over `box` and the view may open still; until then the box is hidden. */
export const whenClear = (context: WidgetContext, key: string, box: HTMLElement, run: () => void): Undo => {
  const isOver = () => context.pointer.isOver(box.getBoundingClientRect());
  const wait = () => {
    context.setWaiting(key, { for: "pointer" });
    stop = context.pointer.onMove(look);
    look();
  };
  const look = () => {
    if (isOver()) return;
    stop();
    context.setWaiting(key);
    // While the pointer stood there, something else may have begun.
    stop = context.whenFree(key, () => (isOver() ? wait() : open()));
  };
  const open = () => {
    box.style.visibility = "";
    run();
  };
  let stop: Undo = () => {};
  box.style.visibility = "hidden";
  wait();
  return () => {
    stop();
    context.setWaiting(key);
  };
};
