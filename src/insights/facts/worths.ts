import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import { getValue } from "../../sdk/domain/conditions/values.ts";
import type { TraitRef } from "../../sdk/domain/plan/plan.ts";
import { resolve } from "./identities.ts";
import type { ValueRow } from "./rows.ts";

/** What accounts are worth, as traits say it. */
export interface Worths {
  note(account: string, person: Person, event: LogEvent): void;
  /** As it was said last; `null` where nobody has said. */
  get(account: string): number | null;
  readonly rows: readonly ValueRow[];
}

/** @param of The trait that is a worth: an account's own, or one of its people's, whose worths add up. */
export function createWorths(of: TraitRef | undefined): Worths {
  const known = new Map<string, number>();
  const rows: ValueRow[] = [];
  /** What people have said of themselves, and the account that it counts for. */
  const said = new Map<Person, { value: number; account: string }>();
  const members = new Map<string, Set<Person>>();

  function set(account: string, at: number, value: number): void {
    if (known.get(account) === value) return;
    known.set(account, value);
    rows.push({ account, at, value });
  }

  /** Each person once, also one who came under two ids. */
  function sum(account: string): number {
    const each = new Map(
      [...(members.get(account) ?? [])].map((one) => [resolve(one), said.get(one)!.value]),
    );
    return [...each.values()].reduce((all, value) => all + value, 0);
  }

  function count(account: string, person: Person, at: number, value: number): void {
    const before = said.get(person);
    if (before?.account === account && before.value === value) return;
    said.set(person, { value, account });
    if (before && before.account !== account) {
      members.get(before.account)?.delete(person);
      set(before.account, at, sum(before.account));
    }
    members.set(account, (members.get(account) ?? new Set()).add(person));
    set(account, at, sum(account));
  }

  /** A number that the event says; what is none changes nothing. */
  function read({ traits }: LogEvent): number | undefined {
    const value = of && getValue(traits, of.path);
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  }

  return {
    rows,
    get: (account) => known.get(account) ?? null,
    note(account, person, event) {
      if (of === undefined) return;
      if (of.of === "account") {
        const value = event.type === "group" ? read(event) : undefined;
        if (value !== undefined) set(account, event.at, value);
        return;
      }
      const value = (event.type === "identify" ? read(event) : undefined) ?? said.get(person)?.value;
      if (value !== undefined) count(account, person, event.at, value);
    },
  };
}
