import type { Person } from "../../replay/person.ts";

/** A row before it is known who somebody turns out to be. */
export interface Draft<T> {
  readonly who: Person;
  readonly row: T;
}

/** The one that somebody has become. */
export function resolve(person: Person): Person {
  let last = person;
  while (last.became) last = last.became;
  return last;
}

export const getId = (person: Person): string => resolve(person).here.user;

/** Rows under the ids that people have in the end. */
export const toRows = <T extends object>(drafts: readonly Draft<T>[]): Array<T & { person: string }> =>
  drafts.map(({ who, row }) => ({ ...row, person: getId(who) }));
