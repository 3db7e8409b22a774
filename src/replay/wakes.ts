import { createHeap } from "./heap.ts";
import type { Person } from "./person.ts";

/** Whose time comes first: of all people, those whom time alone changes something for. */
export interface Wakes {
  /** Somebody may have another moment than before. */
  note(person: Person): void;
  /** The one whose moment comes first, if that is not after `until`. They have to be carried through it. */
  next(until: number): Person | undefined;
}

interface Entry {
  readonly at: number;
  readonly person: Person;
}

/**
 * Each person stands with their earliest time; where that has moved on since, they stand anew.
 * @param getWake The next moment at which time alone changes something for somebody, in epoch milliseconds.
 */
export function createWakes(getWake: (person: Person) => number): Wakes {
  const heap = createHeap<Entry>(isBefore);
  const queued = new Map<Person, number>();

  function note(person: Person): void {
    const at = getWake(person);
    if (at >= (queued.get(person) ?? Number.POSITIVE_INFINITY)) return;
    queued.set(person, at);
    heap.push({ at, person });
  }

  return {
    note,
    next(until) {
      for (let entry = heap.first(); entry && entry.at <= until; entry = heap.first()) {
        const { at, person } = entry;
        heap.pop();
        if (queued.get(person) !== at) continue;
        queued.delete(person);
        if (getWake(person) <= at) return person;
        note(person);
      }
      return undefined;
    },
  };
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.at < b.at || (a.at === b.at && a.person.number < b.person.number);
