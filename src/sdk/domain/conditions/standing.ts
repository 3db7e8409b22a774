import { type Condition, STANDINGS, type Standing, type StandingPlan } from "../plan/plan.ts";
import { toStandingCondition } from "../plan/standings.ts";
import { type EvalContext, getReached } from "../state/evalContext.ts";
import { holds, whenHolds } from "./conditions.ts";

/** Where somebody, or an account, stands in a journey. */
export interface StandingNow {
  readonly is: Standing;
  /** Since when what it hangs on is so, in epoch milliseconds; `null` of who is on track. */
  readonly since: number | null;
  /** The first milestone that is open; `null` where all are reached. */
  readonly next: string | null;
}

/** The next moment at which time alone may change it goes to `context.wake`. */
export function getStanding(plan: StandingPlan, context: EvalContext): StandingNow {
  const isSo = (one: Standing): boolean => holds(toStandingCondition(plan, [one]), context);
  const is = STANDINGS.find(isSo) ?? "on-track";
  const place = plan.steps.findIndex(({ milestone }) => getReached(context, milestone) === undefined);
  const next = plan.steps[place];
  const came = plan.steps
    .slice(0, place < 0 ? undefined : place)
    .map(({ milestone }) => getReached(context, milestone)!);
  const conditions: Readonly<Record<Standing, Condition | undefined>> = {
    done: EVER,
    silent: plan.silent,
    stuck: next?.stuck,
    behind: next?.behind,
    "on-track": undefined,
  };
  const condition = conditions[is];
  return {
    is,
    // Who came late to the milestone before is behind from there.
    since: condition
      ? Math.max(condition === EVER ? 0 : whenHolds(condition, context), ...(is === "silent" ? [] : came))
      : null,
    next: next?.milestone ?? null,
  };
}

const EVER: Condition = { kind: "all", of: [] };
