import type { Facts } from "../facts/rows.ts";

/** What was known of the way and of gaps at an earlier time: who was there, what they had reached, and what was open. */
export function cutFacts(facts: Facts, at: number): Facts {
  const isThere = ({ first }: { readonly first: number }): boolean => first <= at;
  return {
    ...facts,
    end: at,
    people: facts.people.filter(isThere),
    accounts: facts.accounts.filter(isThere),
    milestones: facts.milestones.filter((row) => row.at <= at),
    gaps: facts.gaps
      .filter(({ opened }) => opened <= at)
      .map((row) => (row.bridged !== null && row.bridged > at ? { ...row, bridged: null } : row)),
  };
}
