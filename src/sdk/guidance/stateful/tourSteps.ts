import { isPage } from "../../domain/conditions/pagePattern.ts";
import type { StepPlan } from "../../domain/plan/plan.ts";
import { type EvalContext, getReached } from "../../domain/state/evalContext.ts";

/** What may carry a tour on, besides the user's own presses. */
export type StepEvent =
  | { readonly on: "event"; readonly event: string }
  | { readonly on: "milestone"; readonly milestone: string }
  | { readonly on: "page"; readonly url: string };

/** Is what the step waits for so already? Of an event it is not known; of a press or a field only the page knows. */
export function holdsAlready(scene: EvalContext, step: StepPlan | undefined): boolean {
  const { advance } = step ?? {};
  if (advance?.on === "milestone") return getReached(scene, advance.milestone) !== undefined;
  return advance?.on === "page" && advance.patterns.some((pattern) => isPage(pattern, scene.here.url));
}

/** Has what the step waits for happened? */
export function isStepDone(step: StepPlan | undefined, happened: StepEvent): boolean {
  const { advance } = step ?? {};
  switch (advance?.on) {
    case "event":
      return happened.on === "event" && happened.event === advance.event;
    case "milestone":
      return happened.on === "milestone" && happened.milestone === advance.milestone;
    case "page":
      return happened.on === "page" && advance.patterns.some((pattern) => isPage(pattern, happened.url));
    default:
      return false;
  }
}
