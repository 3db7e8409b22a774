/** All that is needed once something may be to show: it loads then, and not before. */
export { mount } from "../widgets/index.ts";
export { createGuidance } from "./stores/guidance.ts";
