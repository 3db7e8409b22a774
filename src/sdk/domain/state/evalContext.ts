import type { GapPlan } from "../plan/plan.ts";
import type { PlanIndex } from "../plan/planIndex.ts";
import type { Abilities, EvalContext } from "./abilities.ts";
import type { Here } from "./facts.ts";
import { type GapState, getAccount, type Memory, type State } from "./state.ts";

export type { EvalContext } from "./abilities.ts";

/** What an engine was made of. */
export interface Known {
  readonly index: PlanIndex;
  readonly abilities: Abilities;
}

export const createEvalContext = (
  { index, abilities }: Known,
  state: State,
  here: Here,
  now: number,
): EvalContext => ({
  index,
  abilities,
  state,
  here,
  now,
  zone: here.zone,
  calendar: index.calendar,
  account: findAccount(state, here),
  wake: Number.POSITIVE_INFINITY,
});

export const findAccount = (state: State, { account }: Here): Memory | undefined =>
  account === undefined ? undefined : getAccount(state, account);

/** Whom a milestone (or a gap, by its far milestone) belongs to: the user or the account. */
export interface Unit {
  readonly kind: "user" | "account";
  readonly id: string;
}

const isAccounts = ({ index }: EvalContext, milestone: string): boolean =>
  index.milestones.get(milestone)?.level === "account";

/** `undefined` where it is an account's and no account is known. */
export const getMemory = (context: EvalContext, milestone: string): Memory | undefined =>
  isAccounts(context, milestone) ? context.account : context.state.user;

/** `undefined` where it is an account's and no account is known. */
export function getUnit(context: EvalContext, milestone: string): Unit | undefined {
  const { user, account } = context.here;
  if (!isAccounts(context, milestone)) return { kind: "user", id: user };
  return account === undefined ? undefined : { kind: "account", id: account };
}

/** When the milestone was reached; `undefined` while it is open, also once it has lapsed. */
export function getReached(context: EvalContext, milestone: string): number | undefined {
  const memory = getMemory(context, milestone);
  const reached = memory?.milestones[milestone];
  if (reached === undefined) return undefined;
  const lapsed = memory!.lapses[milestone];
  return lapsed !== undefined && lapsed >= reached ? undefined : reached;
}

/** When the milestone lapsed; `undefined` while it is reached, or never was. */
export const getLapsed = (context: EvalContext, milestone: string): number | undefined =>
  getReached(context, milestone) === undefined ? getMemory(context, milestone)?.lapses[milestone] : undefined;

export const getGap = (context: EvalContext, { id, to }: GapPlan): GapState | undefined =>
  getMemory(context, to)?.gaps[id];
