import { isPage } from "../../domain/conditions/pagePattern.ts";
import type { StepPlan } from "../../domain/plan/plan.ts";
import { type EvalContext, getReached } from "../../domain/state/evalContext.ts";

/** What may carry a tour on, besides the user's own presses. */
export type StepEvent =
  | { readonly on: "event"; readonly event: string }
  | { readonly on: "milestone"; readonly milestone: string }
  | { readonly on: "page"; readonly url: string };

/**
 * Steps of tours, by their ids, of which what they wait for has happened while the tour was not there: with the page, say,
 * before it has drawn the tour.
 */
export type PassedSteps = Map<string, Set<number>>;

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

/** Notes which steps of tours that are not there wait for this. */
export function passSteps(
  tours: ReadonlyArray<{ readonly id: string; readonly steps: readonly StepPlan[] }>,
  event: StepEvent,
  passed: PassedSteps,
): void {
  for (const { id, steps } of tours)
    steps.forEach((step, index) => {
      if (isStepDone(step, event)) passed.set(id, (passed.get(id) ?? new Set()).add(index));
    });
}
