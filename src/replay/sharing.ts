import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Fact, Properties, Report } from "../sdk/domain/state/facts.ts";
import type { People } from "./people.ts";
import type { Person } from "./person.ts";
import { createWakes } from "./wakes.ts";

/**
 * People whose accounts hang together: time goes by for all of them before anything happens to one, and what one does
 * to the account the others hear of at once.
 */
export interface Sharing {
  /** Lets time go by to `at`, for each in the order in which something changes for them. */
  carry(at: number): void;
  /** A fact of somebody was taken in, with what came of it. */
  note(person: Person, fact: Fact, reports: readonly Report[]): void;
}

export interface SharingOptions {
  readonly plan: Plan;
  /** Traits of accounts that anything hangs on, by their first names. */
  readonly traits: ReadonlySet<string>;
  readonly people: People;
  /** The next moment at which time alone changes something for somebody, in epoch milliseconds. */
  getWake(person: Person): number;
  advance(person: Person, fact: Fact): void;
}

export function createSharing({ plan, traits, people, getWake, advance }: SharingOptions): Sharing {
  const wakes = createWakes(getWake);
  const shared = new Set(plan.milestones.filter(({ level }) => level === "account").map(({ id }) => id));
  const gaps = new Set(plan.gaps.filter(({ to }) => shared.has(to)).map(({ id }) => id));

  /** Names of events that are kept of the account, whoever of it has caused them. */
  const kept = new Set(plan.counters.flatMap(({ ofAccount, events }) => (ofAccount ? events : [])));

  /** By account, and then by the trait: what it is, as JSON. */
  const known = new Map<string, Map<string, string>>();

  /** Is there anything new in what is told of an account? Most often it is told again and again. */
  function learn(account: string, told: Properties): boolean {
    const values = known.get(account) ?? new Map<string, string>();
    known.set(account, values);
    let isNew = false;
    for (const name of traits) {
      if (!Object.hasOwn(told, name)) continue;
      const value = JSON.stringify(told[name]);
      isNew ||= values.get(name) !== value;
      values.set(name, value);
    }
    return isNew;
  }

  const isOfAccount = ({ properties: { milestone_id, gap_id } }: Report): boolean =>
    shared.has(`${milestone_id}`) || gaps.has(`${gap_id}`);

  /** All is to be asked again of the others, at this moment. */
  function tellOthers(person: Person, account: string): void {
    for (const other of people.getMembers(account)) {
      if (other === person || other.state.wake === 0) continue;
      other.state.now = Math.max(other.state.now, person.state.now);
      other.state.wake = 0;
      wakes.note(other);
    }
  }

  return {
    carry(at) {
      for (let person = wakes.next(at); person; person = wakes.next(at)) {
        advance(person, { kind: "time", at: Math.max(getWake(person), person.state.now) });
      }
    },
    note(person, fact, reports) {
      wakes.note(person);
      const { account } = person.here;
      if (account === undefined) return;
      const isNews =
        (fact.kind === "account" && learn(account, fact.traits)) ||
        (fact.kind === "event" && kept.has(fact.name));
      if (isNews || reports.some(isOfAccount)) tellOthers(person, account);
    },
  };
}
