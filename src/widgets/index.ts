export type * from "../sdk/door.ts";
export { mount } from "./mount.tsx";
export type * from "./renderers.ts";
