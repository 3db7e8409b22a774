import type { ErrorRow, FrictionRow } from "../../insights/facts/healthRows.ts";
import type { Basis, Facts, PauseRow } from "../../insights/facts/rows.ts";
import { groupBy } from "../../insights/figures/groupBy.ts";
import type { CircleFacts } from "./makeCircle.ts";

/** All that is known under a write key, as if one log had told it. */
export interface AllFacts extends Facts {
  readonly events: number;
}

export interface MergeOf {
  readonly basis: Basis;
  readonly pauses: readonly PauseRow[];
  /** As of when, in epoch milliseconds; the last event's time where that is later. */
  readonly end: number;
}

/** Rows that are of one circle each: those of all are put behind one another. */
const OF_CIRCLES = [
  "people",
  "accounts",
  "standings",
  "values",
  "renewals",
  "activity",
  "moves",
  "milestones",
  "gaps",
  "exposures",
  "triggers",
  "shown",
  "programme",
  "missing",
  "ends",
  "answers",
  "stories",
  "leads",
  "searches",
  "ratings",
  "field",
] as const satisfies ReadonlyArray<keyof Facts>;

/** The same facts as those of one log with the events of all circles; people and accounts by their first event. */
export function mergeFacts(circles: Iterable<CircleFacts>, { basis, pauses, end }: MergeOf): AllFacts {
  const all = [...circles].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const rows = Object.fromEntries(OF_CIRCLES.map((kind) => [kind, [] as unknown[]]));
  let [start, last, events] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const circle of all) {
    for (const kind of OF_CIRCLES) for (const row of circle[kind]) rows[kind]!.push(row);
    start = Math.min(start, circle.start ?? start);
    last = Math.max(last, circle.last ?? last);
    events += circle.events;
  }
  const facts = rows as unknown as Pick<Facts, (typeof OF_CIRCLES)[number]>;
  const byFirst = <T extends { readonly first: number }>(some: readonly T[]): T[] =>
    some.toSorted((a, b) => a.first - b.first);
  return {
    ...facts,
    people: byFirst(facts.people),
    accounts: byFirst(facts.accounts),
    basis,
    start: events === 0 ? null : start,
    end: events === 0 ? null : Math.max(end, last),
    events,
    pauses,
    friction: mergeFriction(all.flatMap(({ friction }) => friction)),
    errors: mergeErrors(all.flatMap(({ errors }) => errors)),
  };
}

/** Nobody is in two circles, so their people add up. */
function mergeFriction(rows: readonly FrictionRow[]): FrictionRow[] {
  return [...groupBy(rows, ({ page }) => page).values()].flatMap((ofPage) => {
    const addresses = [...new Set(ofPage.flatMap((row) => row.addresses))];
    return [...groupBy(ofPage, ({ signal }) => signal).values()].map((own) => ({
      ...own[0]!,
      addresses,
      times: sum(own, ({ times }) => times),
      people: sum(own, ({ people }) => people),
    }));
  });
}

const mergeErrors = (rows: readonly ErrorRow[]): ErrorRow[] =>
  [...groupBy(rows, ({ code }) => code)].map(([code, own]) => ({
    code,
    times: sum(own, ({ times }) => times),
    people: sum(own, ({ people }) => people),
  }));

const sum = <T>(all: readonly T[], get: (one: T) => number): number =>
  all.reduce((total, one) => total + get(one), 0);
