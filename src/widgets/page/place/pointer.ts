import type { Point, Undo } from "../../../sdk/stage.ts";

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where the mouse or pen is. */
export interface Pointer {
  isOver(area: Area): boolean;
  onMove(listener: () => void): Undo;
}

/** What somebody may be about to press, or to type into. */
const CONTROLS = "a,button,input,select,textarea,summary,label,[tabindex],[contenteditable],[role]";

/**
 * @param find Where it is. No browser tells before it has moved, only what it is on: until then it counts as over all of
 * that control.
 */
export const createPointer = (find: () => Point | undefined): Pointer => ({
  isOver(area) {
    const at = find();
    const under = at ? { ...at, width: 1, height: 1 } : getHovered();
    return !!under && overlap(under, area);
  },
  onMove(listener) {
    // Later, when its new place is known.
    const later = () => queueMicrotask(listener);
    const stop = new AbortController();
    // Over our own elements the page, and so the window, hears of no move; on the way in it does.
    window.addEventListener("pointermove", later, { capture: true, signal: stop.signal });
    return () => stop.abort();
  },
});

/** The control that the mouse is on. Touch screens leave the last one touched in this state. */
const getHovered = (): Area | undefined =>
  matchMedia("(hover:hover)").matches
    ? [...document.querySelectorAll(":hover")].at(-1)?.closest(CONTROLS)?.getBoundingClientRect()
    : undefined;

export const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
