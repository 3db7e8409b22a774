import type { EvalContext } from "../state/evalContext.ts";
import { judge, type Screen } from "./judge.ts";
import type { Decision } from "./reasons.ts";
import { whyGapClosed } from "./whyGapClosed.ts";

export type { Screen } from "./judge.ts";
export type { Decision, Reason } from "./reasons.ts";

/** What `judge` decides, with the whole reason of each that is not shown. */
export const decide = (scene: EvalContext, screen: Screen): Decision[] => judge(scene, screen, whyGapClosed);
