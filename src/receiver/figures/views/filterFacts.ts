import type { Facts, PersonRow } from "../../../insights/facts/rows.ts";

/** Of whom figures are. What is left out asks for nothing. */
export interface Filter {
  /** People who are on it at the end. */
  readonly journey?: string;
  /** People who are in it at the end. */
  readonly segment?: string;
  /** What this owner answers for: no people are left out. */
  readonly owner?: string;
  /** People whose first event is not before this, and before that: epoch milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * The facts of some of the people, and of the accounts that these are in. Friction and errors are counted by page and
 * code alone, and stay those of all.
 */
export function filterFacts<T extends Facts>(facts: T, filter: Filter): T {
  const { journey, segment, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter;
  if (journey === undefined && segment === undefined && from === -Infinity && to === Infinity) return facts;
  const isMeant = (one: PersonRow): boolean =>
    one.first >= from &&
    one.first < to &&
    (journey === undefined || one.journeys.includes(journey)) &&
    (segment === undefined || one.segment === segment);
  const people = facts.people.filter(isMeant);
  const persons = new Set(people.map(({ person }) => person));
  const accounts = new Set(people.flatMap(({ account }) => account ?? []));
  const ofPerson = <R extends { readonly person: string }>(rows: readonly R[]): R[] =>
    rows.filter(({ person }) => persons.has(person));
  const ofAccount = <R extends { readonly account: string }>(rows: readonly R[]): R[] =>
    rows.filter(({ account }) => accounts.has(account));
  const ofUnit = <R extends { readonly unit: string; readonly person: string }>(rows: readonly R[]): R[] =>
    rows.filter(({ unit, person }) => persons.has(unit) || (unit !== person && accounts.has(unit)));
  return {
    ...facts,
    people,
    accounts: ofAccount(facts.accounts),
    standings: facts.standings.filter(({ person, account }) =>
      person === null ? accounts.has(account ?? "") : persons.has(person),
    ),
    values: ofAccount(facts.values),
    renewals: ofAccount(facts.renewals),
    activity: ofAccount(facts.activity),
    moves: ofPerson(facts.moves),
    milestones: ofUnit(facts.milestones),
    gaps: ofUnit(facts.gaps),
    exposures: ofUnit(facts.exposures),
    triggers: ofUnit(facts.triggers),
    shown: ofPerson(facts.shown),
    programme: ofPerson(facts.programme),
    missing: ofPerson(facts.missing),
    ends: ofPerson(facts.ends),
    answers: ofPerson(facts.answers),
    stories: ofPerson(facts.stories),
    leads: ofPerson(facts.leads),
    searches: ofPerson(facts.searches),
    ratings: ofPerson(facts.ratings),
    field: ofPerson(facts.field),
  };
}
