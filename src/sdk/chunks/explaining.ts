import { type Decision, decide } from "../domain/decide/decide.ts";
import { type Explanation, explain } from "../domain/decide/explain.ts";
import type { Reason } from "../domain/decide/reasons.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";

export interface Asked {
  readonly scene: EvalContext;
  /** As they stand on the screen; left out: nothing was decided yet. */
  readonly decisions: readonly Decision[] | undefined;
  /** Who keeps all guides from showing, where somebody does. */
  readonly withheld: Extract<Reason, { code: "withheld" }>["by"] | undefined;
  /** What shows guides did not load. */
  readonly isLeft: boolean;
}

const NOTHING = { live: new Set<string>(), asked: new Set<string>(), missing: new Set<string>() };

/** One explanation for each guide, in the config's order. */
export const explainAll = ({ scene, decisions, withheld, isLeft }: Asked): Explanation[] =>
  (decisions ?? decide(scene, NOTHING)).map((given) => {
    const isHeld = withheld !== undefined && given.show && !(withheld === "asked" && given.selfOpened);
    const isUndrawn = isLeft && (given.show || given.reason.code === "outranked");
    const reason: Reason | undefined = isHeld
      ? { code: "withheld", by: withheld }
      : isUndrawn
        ? { code: "undrawn", why: "file" }
        : undefined;
    const decision: Decision = reason ? { guide: given.guide, show: false, reason } : given;
    return { ...decision, text: explain(decision, scene.now) };
  });
