import { isTab } from "./focus.ts";

/**
 * Keeps what is typed into a field of ours from the page: from outside, a field within a shadow root is no field, and the
 * page would take its letters for shortcuts. Esc and Tab go on, as they do not write.
 */
export const stopShortcuts = (event: KeyboardEvent): void => {
  if (event.key !== "Escape" && !isTab(event)) event.stopPropagation();
};
