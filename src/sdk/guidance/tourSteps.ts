import { isPage } from "../domain/conditions/pagePattern.ts";
import type { StepPlan } from "../domain/plan/plan.ts";

/** What may carry a tour on, besides the user's own presses. */
export type StepEvent =
  | { readonly on: "event"; readonly event: string }
  | { readonly on: "milestone"; readonly milestone: string }
  | { readonly on: "page"; readonly url: string };

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
