export type * from "../sdk/renderers.ts";
export type * from "../sdk/stage.ts";
export { mount } from "./mount.tsx";
