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
}

/** Leads by kind, most first. What became of one is what `Lead Closed` says of its id: `lead_id`, `result`, `value`. */
export function getLeads({ leads }: Facts): LeadFigure[] {
  const sum = (own: Facts["leads"]): number => own.reduce((all, { value }) => all + (value ?? 0), 0);
  return [...groupBy(leads, ({ lead }) => lead)]
    .map(([lead, own]) => {
      const closed = own.filter((one) => one.closed !== null);
      const results = [...groupBy(closed, ({ result }) => result ?? "closed")]
        .map(([result, some]) => ({ result, leads: some.length, value: sum(some) }))
        .sort((a, b) => b.leads - a.leads);
      const people = new Set(own.map(({ person }) => person)).size;
      const open = own.length - closed.length;
      return { lead, raised: own.length, people, results, open, value: sum(closed) };
    })
    .sort((a, b) => b.raised - a.raised);
}
