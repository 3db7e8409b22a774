import type { Undo } from "../sdk/door.ts";

/** What somebody may be about to press, or to type into. */
const CONTROLS = "a,button,input,select,textarea,summary,label,[tabindex],[contenteditable],[role]";

/**
 * Keeps `box` off the control that is in use: what the pointer is on when the box comes, and what has the focus while it
 * is there. Where it stands over that, it goes to the window's other edge (`data-edge`).
 */
export const keepClear = (box: HTMLElement): Undo => {
  const listening = new AbortController();
  const avoid = (control: Element | null | undefined) => {
    if (control && control !== document.body && overlaps(control, box)) box.dataset.edge = "bottom";
  };
  avoid([...document.querySelectorAll(":hover")].at(-1)?.closest(CONTROLS));
  avoid(document.activeElement);
  document.addEventListener("focusin", ({ target }) => avoid(target as Element), {
    signal: listening.signal,
  });
  return () => listening.abort();
};

const overlaps = (one: Element, other: Element): boolean => {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
};
