import type { AccountRow, Facts, MilestoneRow, PersonRow } from "../../facts/rows.ts";
import { once } from "../once.ts";

/** What one unit has reached: of each milestone when, in order of time; and since when it is known to be from before. */
export interface Reached {
  /** By the milestone's place. */
  readonly times: Array<number[] | undefined>;
  readonly past: Array<number | undefined>;
}

/** When each unit reached one milestone, in order of time. */
export interface Reaches {
  get(unit: string): readonly number[] | undefined;
  has(unit: string): boolean;
}

interface Table {
  /** Of a milestone among those that anybody has reached. */
  readonly places: ReadonlyMap<string, number>;
  /** By unit: the person, or the account where the milestone is an account's. */
  readonly units: ReadonlyMap<string, Reached>;
}

/** By milestone; `undefined` of one that nobody has reached. */
export function getReaches({ milestones }: Pick<Facts, "milestones">): {
  get(milestone: string): Reaches | undefined;
} {
  const { places, units } = findReached(milestones);
  return {
    get(milestone) {
      const place = places.get(milestone);
      if (place === undefined) return undefined;
      const get = (unit: string) => units.get(unit)?.times[place];
      return { get, has: (unit) => get(unit) !== undefined };
    },
  };
}

/** The place of a milestone, and what each of the people, or accounts, has reached, in their order. */
export function getReachedOf(
  { milestones, people, accounts }: Pick<Facts, "milestones" | "people" | "accounts">,
  milestone: string,
  level: "user" | "account",
): { readonly place: number; readonly reached: ReadonlyArray<Reached | undefined> } {
  const place = findReached(milestones).places.get(milestone) ?? -1;
  const { ofPeople, ofAccounts } = findLists(milestones);
  return { place, reached: level === "account" ? ofAccounts(accounts) : ofPeople(people) };
}

// There are rows of everybody, and many figures ask for what somebody has reached: each is looked up once.
const findReached = once((rows: readonly MilestoneRow[]): Table => {
  const places = new Map<string, number>();
  const units = new Map<string, Reached>();
  for (const { milestone, unit, kind, at, isPast } of rows) {
    let place = places.get(milestone);
    if (place === undefined) places.set(milestone, (place = places.size));
    let own = units.get(unit);
    if (!own) units.set(unit, (own = { times: [], past: [] }));
    if (isPast) own.past[place] = Math.min(at, own.past[place] ?? at);
    if (kind !== "reached") continue;
    const times = own.times[place];
    if (!times) own.times[place] = [at];
    else {
      times.push(at);
      if (at < times.at(-2)!) times.sort((a, b) => a - b);
    }
  }
  return { places, units };
});

const findLists = once((rows: readonly MilestoneRow[]) => {
  const { units } = findReached(rows);
  return {
    ofPeople: once((people: readonly PersonRow[]) => people.map(({ person }) => units.get(person))),
    ofAccounts: once((accounts: readonly AccountRow[]) => accounts.map(({ account }) => units.get(account))),
  };
});
