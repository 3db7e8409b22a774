/** The npm door: `import { createMilepost } from "milepost"`. Importing it does nothing, on a server too. */
import { createHost } from "./instance/createHost.ts";
import { createMilepost as create } from "./instance/createMilepost.ts";
import type { Milepost } from "./milepost.ts";

export type { BeforeSend } from "./delivery/beforeSend.ts";
export type { Outgoing } from "./delivery/envelope.ts";
export type { TokenSource } from "./delivery/tokens.ts";
export type { Explanation } from "./domain/decide/explain.ts";
export type { Reason } from "./domain/decide/reasons.ts";
export type { Progress } from "./domain/engine/progress.ts";
export type { Consent } from "./domain/plan/plan.ts";
export type { Properties, Report } from "./domain/state/facts.ts";
export { type ErrorCode, MilepostError } from "./errors.ts";
export type { Events, InitOptions, Milepost } from "./milepost.ts";
export type { RenderActions, Renderer, Renderers } from "./renderers.ts";
export type { View } from "./stage.ts";
export type {
  AccountTraits,
  EventName,
  EventProperties,
  GuideId,
  UserTraits,
  Vocabulary,
} from "./vocabulary.ts";

/** An instance of its own, which waits for `init`. Two on a page do not meet, but those of one product share what is known of the user. */
export const createMilepost = (): Milepost => create(() => createHost(() => import("./runtime/core.ts")));
