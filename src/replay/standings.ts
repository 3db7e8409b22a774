import { getStanding } from "../sdk/domain/conditions/standing.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import { getJourneys } from "../sdk/domain/engine/journeys.ts";
import { hash128 } from "../sdk/domain/lib/hash.ts";
import { toJson } from "../sdk/domain/lib/json.ts";
import type { Standing, StandingPlan } from "../sdk/domain/plan/plan.ts";
import type { EvalContext } from "../sdk/domain/state/evalContext.ts";
import type { Report } from "../sdk/domain/state/facts.ts";
import { lookAtAccount } from "./accountScene.ts";
import type { People } from "./people.ts";
import type { Person } from "./person.ts";

/** Tells when the standing of people, and of accounts, changes: a page cannot, since nobody is there in a silence. */
export interface StandingNotes {
  /** The next moment at which time alone may change it for somebody, in epoch milliseconds. */
  getWake(person: Person): number;
  /** What has changed since it was last asked. What is asked for the first time has not. */
  note(person: Person): Report[];
}

export interface StandingNotesOptions {
  readonly engine: Engine;
  readonly plans: readonly StandingPlan[];
  readonly people: Pick<People, "getMembers">;
}

export function createStandingNotes({ engine, plans, people }: StandingNotesOptions): StandingNotes {
  /** By journey and unit. */
  const known = new Map<string, Standing>();
  const wakes = new WeakMap<Person, number>();

  function lookAtOwn(person: Person): EvalContext {
    return engine.look(person.state, person.here, person.state.now);
  }

  /** Who is in it now, and has been noticed there. */
  function lookAtTheirs({ state, here }: Person): EvalContext | undefined {
    const { account } = here;
    if (account === undefined) return undefined;
    const members = [...people.getMembers(account)].filter((one) =>
      Object.hasOwn(one.state.accounts, account),
    );
    if (members.length === 0) return undefined;
    const first = members.reduce((least, one) => Math.min(least, one.state.since), Number.POSITIVE_INFINITY);
    return lookAtAccount(engine, { account, first, members }, state.now);
  }

  function noteOne(plan: StandingPlan, person: Person, scene: EvalContext): Report[] {
    const { account } = person.here;
    const unit = plan.ofAccount ? ["account", account] : ["user", person.number];
    const key = toJson([plan.journey, ...unit]);
    const before = known.get(key);
    const { is } = getStanding(plan, scene);
    known.set(key, is);
    if (before === undefined || before === is) return [];
    const { product, version } = engine.plan;
    const at = person.state.now;
    const name = plan.ofAccount ? account : person.here.user;
    const id = `mp_${hash128(toJson([product, unit[0], name, "Standing Changed", plan.journey, at]))}`;
    const properties = { journey_id: plan.journey, from: before, to: is, plan_version: version };
    return [{ event: "Standing Changed", id, at, properties }];
  }

  return {
    getWake: (person) => wakes.get(person) ?? Number.POSITIVE_INFINITY,
    note(person) {
      const own = lookAtOwn(person);
      const theirs = lookAtTheirs(person);
      const on = new Set(getJourneys(own).map(({ id }) => id));
      const reports = plans
        .filter(({ journey }) => on.has(journey))
        .flatMap((plan) => {
          const scene = plan.ofAccount ? theirs : own;
          return scene ? noteOne(plan, person, scene) : [];
        });
      wakes.set(person, Math.min(own.wake, theirs?.wake ?? Number.POSITIVE_INFINITY));
      return reports;
    },
  };
}
