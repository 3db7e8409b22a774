export { CITIES, FORMATS } from "../names.ts";

/** What somebody has done on the page, for the test to read. */
window.done = {};
export const note = (what, how) => {
  window.done[what] = String(how);
};
