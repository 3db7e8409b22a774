/** Signs of the checklist and the help panel, as paths in a box of 16. */
export const BACK = "M10 3L5 8l5 5";
export const MINUS = "M4 8h8";
export const OPEN = "M6 4h6v6m0-6l-7 7";
