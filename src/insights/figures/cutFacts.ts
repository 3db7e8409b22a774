import type { Facts } from "../facts/rows.ts";

/** What was known of the way at an earlier time: who was there, and what they had reached. */
export function cutFacts(facts: Facts, at: number): Facts {
  const isThere = ({ first }: { readonly first: number }): boolean => first <= at;
  return {
    ...facts,
    end: at,
    people: facts.people.filter(isThere),
    accounts: facts.accounts.filter(isThere),
    milestones: facts.milestones.filter((row) => row.at <= at),
  };
}
