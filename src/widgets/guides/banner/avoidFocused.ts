import type { Undo } from "../../../sdk/stage.ts";
import { overlap, type Pointer } from "../../page/place/pointer.ts";

/**
 * Keeps `box` off what is in use: the pointer when the box comes, and what has the focus while it is there. Where it
 * stands over that, it goes to the window's other edge (`data-edge`).
 */
export const avoidFocused = (box: HTMLElement, pointer: Pointer): Undo => {
  const listening = new AbortController();
  const move = () => {
    box.dataset.edge = "bottom";
  };
  const avoid = (control: Element | null) => {
    if (control && control !== document.body && overlap(rectOf(control), rectOf(box))) move();
  };
  if (pointer.isOver(rectOf(box))) move();
  avoid(document.activeElement);
  document.addEventListener("focusin", ({ target }) => avoid(target as Element), {
    signal: listening.signal,
  });
  return () => listening.abort();
};

const rectOf = (element: Element) => element.getBoundingClientRect();
