import type { Engine } from "../sdk/domain/engine/engine.ts";
import type { EvalContext } from "../sdk/domain/state/evalContext.ts";
import type { Traits } from "../sdk/domain/state/state.ts";
import type { Person } from "./person.ts";

/** An account, with people who know what is remembered of it: one at least. */
export interface Membership {
  readonly account: string;
  /** When it was first heard of, in epoch milliseconds. */
  readonly first: number;
  readonly members: readonly Person[];
}

/** An account as if it were somebody: at work when anybody of it is, and there since its `createdAt`, else since `first`. */
export function lookAtAccount(
  engine: Engine,
  { account, first, members }: Membership,
  now: number,
): EvalContext {
  const { state, here } = members[0]!;
  const { createdAt: _, ...others } = state.user.traits;
  const own = state.accounts[account]!.traits.createdAt;
  const traits: Traits = own ? { ...others, createdAt: own } : others;
  const active = members.reduce((last, one) => Math.max(last, one.state.active), 0);
  return engine.look(
    { ...state, since: first, active, user: { ...state.user, traits } },
    { ...here, account },
    now,
  );
}
