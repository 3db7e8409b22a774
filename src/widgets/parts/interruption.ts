import type { View } from "../../sdk/stage.ts";
import type { Kit } from "../frame/kit.ts";

/** What its menu has to know of it. */
export type Interruption = Pick<View, "key" | "selfOpened" | "towards">;

export interface InterruptionProps {
  readonly kit: Kit;
  readonly view: Interruption;
}
