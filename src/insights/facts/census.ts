import type { Membership } from "../../replay/accountScene.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { getSegment } from "../../sdk/domain/conditions/conditions.ts";
import { getChoice } from "../../sdk/domain/conditions/outcomes.ts";
import { getValue } from "../../sdk/domain/conditions/values.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { getJourneys } from "../../sdk/domain/engine/journeys.ts";
import { resolve } from "./identities.ts";
import type { AccountRow, PersonRow, ValueRow } from "./rows.ts";

/** What the config says of who is lost, and what they are worth; a plan does not have it. */
export interface Retention {
  /** The trait of accounts that is their worth. */
  readonly value?: string;
  /** Names of the events by which an account leaves. */
  readonly churned?: readonly string[];
}

/** Who was there, since when, and until when. */
export interface Census {
  note(person: Person, event: LogEvent): void;
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
  value: number | null;
  churned: number | null;
  readonly people: Set<Person>;
}

export function createCensus(engine: Engine, { value: path, churned = [] }: Retention): Census {
  const people = new Map<Person, Seen>();
  const accounts = new Map<string, AccountSeen>();
  const values: ValueRow[] = [];

  function noteAccount(id: string, person: Person, { type, name, at, traits }: LogEvent): void {
    const known = accounts.get(id);
    const account = known ?? { first: at, last: at, value: null, churned: null, people: new Set() };
    if (!known) accounts.set(id, account);
    account.last = Math.max(account.last, at);
    account.people.add(person);
    if (type === "track" && churned.includes(name)) account.churned ??= at;
    const value = type === "group" && path !== undefined ? getValue(traits, path.split(".")) : undefined;
    if (typeof value !== "number" || value === account.value) return;
    account.value = value;
    values.push({ account: id, at, value });
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
    values,
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
    getPeople: (end) =>
      [...join()].map(([{ state, here }, seen]) => {
        const scene = engine.look(state, here, end);
        return {
          person: here.user,
          account: here.account ?? null,
          ...seen,
          active: state.active || null,
          segment: getSegment(scene) ?? null,
          outcome: getChoice(scene)?.id ?? null,
          journeys: getJourneys(scene).map(({ id }) => id),
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
        return { account, ...seen, active: active || null, people: members.size };
      }),
  };
}

const merge = (a: Seen, b: Seen): Seen => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  events: a.events + b.events,
  isVisitor: a.isVisitor && b.isVisitor,
});
