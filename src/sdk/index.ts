/** The npm door: `import { createMilepost } from "milepost"`. Importing it does nothing, on a server too. */
import { createHost } from "./createHost.ts";
import { createMilepost as create } from "./createMilepost.ts";
import type { Milepost } from "./milepost.ts";

export type { RenderActions, Renderer, Renderers } from "../widgets/renderers.ts";
export type { Explanation } from "./domain/explain.ts";
export type { Properties, Report } from "./domain/facts.ts";
export type { Consent } from "./domain/plan.ts";
export type { Progress } from "./domain/progress.ts";
export type { Reason } from "./domain/reasons.ts";
export type { View } from "./door.ts";
export { type ErrorCode, MilepostError } from "./errors.ts";
export type { Events, InitOptions, Milepost } from "./milepost.ts";
export type { Outgoing } from "./stores/envelope.ts";
export type { BeforeSend } from "./stores/filter.ts";
export type { TokenSource } from "./stores/tokens.ts";

/** An instance of its own, which waits for `init`. Two on a page do not meet, but those of one product share what is known of the user. */
export const createMilepost = (): Milepost => create(() => createHost(() => import("./core.ts")));
