export type * from "../sdk/door.ts";
export { mount } from "./mount.tsx";
