import type { IdChoice } from "../plan/plan.ts";
import type { EvalContext } from "../state/evalContext.ts";
import { hashValue } from "./counters.ts";

/** What was chosen last, and when; `null` where that was taken back, or is no outcome of the config any more. */
export interface Choice {
  readonly id: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Of the user, or in their account where it is the account's; `undefined` where nobody has chosen. */
export function getChoice(context: EvalContext): Choice | undefined {
  const { outcomes } = context.index.plan;
  if (!outcomes) return undefined;
  const { ofAccount } = context.index.counters.get(outcomes.counter)!;
  const memory = ofAccount ? context.account : context.state.user;
  const last = memory?.counters[outcomes.counter]?.[0];
  return last && { id: outcomes.ids.find((id) => hashValue(id) === last[1]) ?? null, at: last[0] };
}

/** What somebody can choose as their goal, and what they have chosen. */
export interface Goal {
  readonly choices: readonly IdChoice[];
  /** Left out: none of them yet. */
  readonly chosen?: IdChoice;
}

/** `undefined` where no question offers something to choose. */
export function getGoal(context: EvalContext): Goal | undefined {
  const { choices = [] } = context.index.plan.outcomes ?? {};
  if (choices.length === 0) return undefined;
  const { id } = getChoice(context) ?? {};
  const chosen = choices.find((choice) => choice.id === id);
  return { choices, ...(chosen && { chosen }) };
}
