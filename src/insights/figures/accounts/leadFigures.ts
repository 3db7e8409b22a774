import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import type { Facts } from "../../facts/rows.ts";
import { groupBy } from "../groupBy.ts";

/** People handed on, of one kind. */
export interface LeadFigure {
  /** `self-serve`, `full-serve`, `referral`. */
  readonly lead: string;
  readonly raised: number;
  readonly people: number;
  /** What a server has said became of them, in its own words, most first. */
  readonly results: ReadonlyArray<{
    readonly result: string;
    readonly leads: number;
    readonly value: number;
  }>;
  /** Nobody has said yet. */
  readonly open: number;
  /** What all those that are closed were worth together. */
  readonly value: number;
  /** Leads whose person, or their account, reached a milestone afterwards; and whose person rose to a higher segment. */
  readonly later: { readonly reached: number; readonly rose: number };
}

/**
 * Leads by kind, most first. What became of one is what `Lead Closed` says of its id: `lead_id`, `result`, `value`; and
 * what its person, or their account, came to afterwards.
 */
export function getLeads(
  { leads, milestones, moves }: Facts,
  { segments }: Pick<Plan, "segments">,
): LeadFigure[] {
  const sum = (own: Facts["leads"]): number => own.reduce((all, { value }) => all + (value ?? 0), 0);
  const reached = getLatest(
    milestones.filter(({ kind }) => kind === "reached"),
    ({ unit }) => unit,
  );
  const rungs = segments.map(({ id }) => id);
  const rises = moves.filter(({ from, to }) => rungs.indexOf(to ?? "") > rungs.indexOf(from ?? ""));
  const risen = getLatest(rises, ({ person }) => person);
  return [...groupBy(leads, ({ lead }) => lead)]
    .map(([lead, own]) => {
      const closed = own.filter((one) => one.closed !== null);
      const results = [...groupBy(closed, ({ result }) => result ?? "closed")]
        .map(([result, some]) => ({ result, leads: some.length, value: sum(some) }))
        .sort((a, b) => b.leads - a.leads);
      const people = new Set(own.map(({ person }) => person)).size;
      const open = own.length - closed.length;
      const later = {
        reached: own.filter(({ person, account, at }) =>
          [person, account ?? person].some((unit) => (reached.get(unit) ?? at) > at),
        ).length,
        rose: own.filter(({ person, at }) => (risen.get(person) ?? at) > at).length,
      };
      return { lead, raised: own.length, people, results, open, value: sum(closed), later };
    })
    .sort((a, b) => b.raised - a.raised);
}

/** When each came to the last of these. */
function getLatest<T extends { readonly at: number }>(
  rows: readonly T[],
  getUnit: (row: T) => string,
): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const row of rows) latest.set(getUnit(row), Math.max(row.at, latest.get(getUnit(row)) ?? row.at));
  return latest;
}
