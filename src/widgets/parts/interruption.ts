import type { View } from "../../sdk/stage.ts";
import type { WidgetContext } from "../frame/widgetContext.ts";

/** What its menu has to know of it. */
export type Interruption = Pick<View, "key" | "selfOpened" | "towards">;

export interface InterruptionProps {
  readonly context: WidgetContext;
  readonly view: Interruption;
}
