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

/** What is pressed or typed into, whatever is in it. */
const FIELDS = "a,button,input,select,textarea,summary,label,[contenteditable]";
/** What somebody may be about to press, or to type into. */
const CONTROLS = `${FIELDS},[tabindex],[role]`;

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
const getHovered = (): Area | undefined => {
  const control = matchMedia("(hover:hover)").matches
    ? [...document.querySelectorAll(":hover")].at(-1)?.closest(CONTROLS)
    : undefined;
  return control && isPressed(control) ? control.getBoundingClientRect() : undefined;
};

/**
 * What holds controls of its own is a part of the page, such as a dialog that fills the window, and is not pressed itself.
 * Nor does what takes most of the window say where in it the mouse is. No card would find a place beside either.
 */
const isPressed = (control: Element): boolean => {
  const { width, height } = control.getBoundingClientRect();
  return (
    width * height < (innerWidth * innerHeight) / 2 &&
    (control.matches(FIELDS) || !control.querySelector(`${FIELDS},[tabindex]`))
  );
};

export const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
