import type { Membership } from "../../replay/accountScene.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { holds } from "../../sdk/domain/conditions/conditions.ts";
import { getChoice } from "../../sdk/domain/conditions/outcomes.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { getJourneys } from "../../sdk/domain/engine/journeys.ts";
import type { Condition, Path, StandingPlan, TraitRef } from "../../sdk/domain/plan/plan.ts";
import { resolve } from "./identities.ts";
import { createRenewals, type Renewals } from "./renewals.ts";
import type { AccountRow, PersonRow, ValueRow } from "./rows.ts";
import { createWorths } from "./worths.ts";

/** What the config says of customers beside the plan, which has nothing of it: no page needs it. */
export interface Measures {
  /** The trait that is a worth: an account's, or one of its people's, whose worths add up. */
  readonly value?: TraitRef;
  /** A milestone of accounts that only the engine at hand has: reached when one leaves. */
  readonly churned?: string;
  /** The accounts' trait that is the date of the next renewal. */
  readonly renews?: Path;
  /** By outcome: whom it is meant for. */
  readonly ideal?: Readonly<Record<string, Condition>>;
  /** What standings in journeys hang on: of each journey, and not only of those that conditions ask for. */
  readonly standings?: readonly StandingPlan[];
}

/** Who was there, since when, and until when. */
export interface Census extends Pick<Renewals, "getRows"> {
  note(person: Person, event: LogEvent): void;
  /** An account has left; the first time counts. */
  leave(account: string, at: number): void;
  getPeople(end: number): PersonRow[];
  getAccounts(): AccountRow[];
  /** Who was there, and in which accounts. */
  getUnits(): { readonly people: readonly Person[]; readonly accounts: readonly Membership[] };
  readonly values: readonly ValueRow[];
}

interface Seen {
  first: number;
  last: number;
  events: number;
  isVisitor: boolean;
}

interface AccountSeen {
  first: number;
  last: number;
  readonly people: Set<Person>;
}

export function createCensus(engine: Engine, { value, renews, ideal = {} }: Measures): Census {
  const people = new Map<Person, Seen>();
  const accounts = new Map<string, AccountSeen>();
  const left = new Map<string, number>();
  const worths = createWorths(value);
  const renewals = createRenewals(renews);

  function noteAccount(id: string, person: Person, event: LogEvent): void {
    const { at } = event;
    const known = accounts.get(id);
    const account = known ?? { first: at, last: at, people: new Set() };
    if (!known) accounts.set(id, account);
    account.last = Math.max(account.last, at);
    account.people.add(person);
    worths.note(id, person, event);
    renewals.note(id, person, event);
  }

  /** Those who turned out to be one. */
  function join(): Map<Person, Seen> {
    const joined = new Map<Person, Seen>();
    for (const [person, seen] of people) {
      const one = resolve(person);
      const other = joined.get(one);
      joined.set(one, other ? merge(seen, other) : seen);
    }
    return joined;
  }

  return {
    values: worths.rows,
    getRows: renewals.getRows,
    note(person, event) {
      const { at, isVisitor } = event;
      const seen = people.get(person);
      if (!seen) people.set(person, { first: at, last: at, events: 1, isVisitor });
      else {
        seen.last = Math.max(seen.last, at);
        seen.events++;
        seen.isVisitor &&= isVisitor;
      }
      const account = event.account ?? person.here.account;
      if (account !== undefined) noteAccount(account, person, event);
    },
    leave(account, at) {
      left.set(account, Math.min(at, left.get(account) ?? at));
    },
    getPeople: (end) =>
      [...join()].map(([{ state, here }, seen]) => {
        const scene = engine.look(state, here, end);
        return {
          person: here.user,
          account: here.account ?? null,
          ...seen,
          active: state.active || null,
          segment: scene.abilities.getSegment?.(scene) ?? null,
          outcome: getChoice(scene)?.id ?? null,
          journeys: getJourneys(scene).map(({ id }) => id),
          fits: Object.keys(ideal).filter((outcome) => holds(ideal[outcome], scene)),
        };
      }),
    getUnits: () => ({
      people: [...join().keys()],
      accounts: [...accounts].map(([account, { first, people: all }]) => ({
        account,
        first,
        members: [...new Set([...all].map(resolve))],
      })),
    }),
    getAccounts: () =>
      [...accounts].map(([account, { people: all, ...seen }]) => {
        const members = new Set([...all].map(resolve));
        const active = [...members].reduce((last, { state }) => Math.max(last, state.active), 0);
        const known = { value: worths.get(account), churned: left.get(account) ?? null };
        return { account, ...seen, ...known, active: active || null, people: members.size };
      }),
  };
}

const merge = (a: Seen, b: Seen): Seen => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  events: a.events + b.events,
  isVisitor: a.isVisitor && b.isVisitor,
});
