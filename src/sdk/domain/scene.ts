import type { Here } from "./facts.ts";
import type { GapPlan } from "./plan.ts";
import type { PlanIndex } from "./planIndex.ts";
import { type GapState, getAccount, type Memory, type State } from "./state.ts";

/** What questions are asked of: a plan, a person's state, a place and a moment. */
export interface Scene {
  readonly index: PlanIndex;
  readonly state: State;
  readonly here: Here;
  readonly now: number;
  /** The account that the person is in, where one is known. */
  readonly account: Memory | undefined;
  /** The earliest later moment at which time alone may change an answer that was given. */
  wake: number;
}

export const createScene = (index: PlanIndex, state: State, here: Here, now: number): Scene => ({
  index,
  state,
  here,
  now,
  account: here.account === undefined ? undefined : getAccount(state, here.account),
  wake: Number.POSITIVE_INFINITY,
});

/** Whom a milestone (or a gap, by its far milestone) belongs to: the user or the account. */
export interface Unit {
  readonly kind: "user" | "account";
  readonly id: string;
  readonly memory: Memory;
}

/** `undefined` where it is an account's and no account is known. */
export function getUnit({ index, state, here, account }: Scene, milestone: string): Unit | undefined {
  if (index.milestones.get(milestone)?.level !== "account")
    return { kind: "user", id: here.user, memory: state.user };
  return account && { kind: "account", id: here.account!, memory: account };
}

/** When the milestone was reached; `undefined` while it is open, also once it has lapsed. */
export function getReached(scene: Scene, milestone: string): number | undefined {
  const memory = getUnit(scene, milestone)?.memory;
  const reached = memory?.milestones[milestone];
  const lapsed = memory?.lapses[milestone];
  return reached !== undefined && lapsed !== undefined && lapsed >= reached ? undefined : reached;
}

/** When the milestone lapsed; `undefined` while it is reached, or never was. */
export const getLapsed = (scene: Scene, milestone: string): number | undefined =>
  getReached(scene, milestone) === undefined
    ? getUnit(scene, milestone)?.memory.lapses[milestone]
    : undefined;

export const getGap = (scene: Scene, { id, to }: GapPlan): GapState | undefined =>
  getUnit(scene, to)?.memory.gaps[id];
