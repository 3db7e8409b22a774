import { type Decision, decide } from "../domain/decide/decide.ts";
import { type Explanation, explain } from "../domain/decide/explain.ts";
import type { Reason, Withheld } from "../domain/decide/reasons.ts";
import type { Consent, Plan } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import { type Telling, telling } from "../guidance/tellWaits.ts";

export interface Asked {
  readonly scene: EvalContext;
  /** As they stand on the screen; left out: nothing was decided yet. */
  readonly decisions: ((how: Telling) => readonly Decision[]) | undefined;
  /** Who keeps all guides from showing, where somebody does. */
  readonly withheld: Withheld | undefined;
  /** What shows guides did not load. */
  readonly isLeft: boolean;
}

const NOTHING = { live: new Set<string>(), asked: new Set<string>(), missing: new Set<string>() };

/** One explanation for each guide, in the config's order. */
export const explainAll = ({ scene, decisions, withheld, isLeft }: Asked): Explanation[] =>
  (decisions?.(telling) ?? decide(scene, NOTHING)).map((given) => {
    // Whom it is not for, nothing is counted of: what else keeps a guide away is no news to them.
    const isHeld =
      withheld === "audience" ||
      (withheld !== undefined && given.show && !(withheld === "asked" && given.selfOpened));
    const reason = isHeld
      ? ({ code: "withheld", by: withheld } as const)
      : whyUnseen(given, !decisions, isLeft);
    const decision: Decision = reason ? { guide: given.guide, show: false, reason } : given;
    return { ...decision, text: explain(decision, scene.now, scene) };
  });

/** Until what shows guides has loaded, nothing is to be seen. */
function whyUnseen(given: Decision, isComing: boolean, isLeft: boolean): Reason | undefined {
  if (isLeft && (given.show || given.reason.code === "outranked")) return { code: "undrawn", why: "file" };
  return given.show && isComing ? { code: "waiting", for: "drawing" } : undefined;
}

/**
 * The same where nothing runs: at the `level` of consent, or since the person has opted out. Empty where that is not why:
 * it could not start.
 */
export function explainWithheld(
  { guides }: Plan,
  level: Consent | undefined,
  isRefused: boolean,
): Explanation[] {
  if (level === "full" || level === "guide-only") return [];
  return guides.map(({ id }) => {
    const decision = withhold(id, isRefused ? "opt-out" : "consent");
    return { ...decision, text: explain(decision) };
  });
}

const withhold = (guide: string, by: Withheld): Decision => ({
  guide,
  show: false,
  reason: { code: "withheld", by },
});
