import { lookAtAccount, type Membership } from "../../replay/accountScene.ts";
import type { Person } from "../../replay/person.ts";
import { getStanding } from "../../sdk/domain/conditions/standing.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { getJourneys } from "../../sdk/domain/engine/journeys.ts";
import type { Standing, StandingPlan } from "../../sdk/domain/plan/plan.ts";
import type { EvalContext } from "../../sdk/domain/state/evalContext.ts";

/** Where somebody, or an account, stands in a journey at the end of the log. */
export interface StandingRow {
  readonly journey: string;
  /** `null` where it is the account's. */
  readonly person: string | null;
  readonly account: string | null;
  readonly is: Standing;
  /** Since when; `null` of who is on track. */
  readonly since: number | null;
  /** The milestone that is next; `null` where all are reached. */
  readonly next: string | null;
}

/** Where everybody stands at the end of the log: each person, or each account where a journey is the account's. */
export function getStandingRows(
  engine: Engine,
  plans: readonly StandingPlan[],
  { people, accounts }: { readonly people: readonly Person[]; readonly accounts: readonly Membership[] },
  end: number,
): StandingRow[] {
  const isOn = (scene: EvalContext, { journey }: StandingPlan): boolean =>
    getJourneys(scene).some(({ id }) => id === journey);

  const ofPeople = people.flatMap(({ state, here }) => {
    const scene = engine.look(state, here, end);
    return plans
      .filter((plan) => !plan.ofAccount && isOn(scene, plan))
      .map((plan) => toRow(plan, scene, { person: here.user, account: here.account ?? null }));
  });
  const ofAccounts = accounts.flatMap((membership) => {
    const { account, members } = membership;
    const inside = members.filter(({ state }) => Object.hasOwn(state.accounts, account));
    const on = plans.filter(
      (plan) =>
        plan.ofAccount &&
        inside.some(({ state, here }) => isOn(engine.look(state, { ...here, account }, end), plan)),
    );
    if (on.length === 0) return [];
    const scene = lookAtAccount(engine, { ...membership, members: inside }, end);
    return on.map((plan) => toRow(plan, scene, { person: null, account }));
  });
  return [...ofPeople, ...ofAccounts];
}

function toRow(
  plan: StandingPlan,
  scene: EvalContext,
  unit: Pick<StandingRow, "person" | "account">,
): StandingRow {
  const { is, since, next } = getStanding(plan, scene);
  return { journey: plan.journey, ...unit, is, since, next };
}
