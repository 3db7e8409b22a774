import { createHeap } from "../replay/heap.ts";

/** What is to happen, in order of time; what is due at once, in the order in which it was put there. */
export interface Agenda {
  /** @param at Epoch milliseconds; one that is past already is due at once. */
  put(at: number, act: (at: number) => void): void;
  /** Carries out all that is due before `end`, and what is put there meanwhile. */
  run(end: number): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: (at: number) => void;
}

/** An account has some thousand entries in a year, and few of them at a time. */
export function createAgenda(): Agenda {
  const heap = createHeap<Entry>(isBefore);
  let count = 0;
  let now = Number.NEGATIVE_INFINITY;
  return {
    put(at, act) {
      heap.push({ at: Math.max(Math.round(at), now), order: count++, act });
    },
    run(end) {
      for (let entry = heap.first(); entry && entry.at < end; entry = heap.first()) {
        heap.pop();
        now = entry.at;
        entry.act(now);
      }
    },
  };
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
