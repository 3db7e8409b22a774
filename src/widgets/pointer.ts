import type { Undo } from "../sdk/door.ts";

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the mouse or pen is. A finger is nowhere between its touches. */
export interface Pointer {
  isOver(area: Area): boolean;
  onMove(listener: () => void): Undo;
}

/** What somebody may be about to press, or to type into. */
export const CONTROLS = "a,button,input,select,textarea,summary,label,[tabindex],[contenteditable],[role]";

/**
 * Follows the pointer until `signal` ends it. No browser tells where it is before it has moved, only what it is on: until
 * then it counts as over all of that control.
 */
export const createPointer = (signal: AbortSignal): Pointer => {
  const listeners = new Set<() => void>();
  const options = { capture: true, passive: true, signal };
  let at: Area | undefined;
  let hasMoved = false;
  const follow = ({ type, pointerType, clientX: x, clientY: y }: PointerEvent) => {
    hasMoved = true;
    at = pointerType === "touch" || type === "pointerleave" ? undefined : { x, y, width: 1, height: 1 };
    for (const listener of [...listeners]) listener();
  };
  for (const type of ["pointermove", "pointerdown"] as const) window.addEventListener(type, follow, options);
  document.documentElement.addEventListener("pointerleave", follow, { passive: true, signal });
  return {
    isOver(area) {
      const under = hasMoved ? at : getHovered();
      return !!under && overlap(under, area);
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** The control that the mouse is on. Touch screens leave the last one touched in this state. */
const getHovered = (): Area | undefined =>
  matchMedia("(hover:hover)").matches
    ? [...document.querySelectorAll(":hover")].at(-1)?.closest(CONTROLS)?.getBoundingClientRect()
    : undefined;

export const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
