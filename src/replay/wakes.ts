import type { Person } from "./person.ts";

/** Whose time comes first: of all people, those whom time alone changes something for. */
export interface Wakes {
  /** Somebody may have another `wake` than before. */
  note(person: Person): void;
  /** The one whose `wake` comes first, if that is not after `until`. They have to be carried through it. */
  next(until: number): Person | undefined;
}

interface Entry {
  readonly at: number;
  readonly person: Person;
}

/** A heap in which each person stands with their earliest time; where that has moved on since, they stand anew. */
export function createWakes(): Wakes {
  const heap: Entry[] = [];
  const queued = new Map<Person, number>();

  function push(entry: Entry): void {
    let i = heap.length;
    for (let up = (i - 1) >> 1; i > 0 && isBefore(entry, heap[up]!); up = (i - 1) >> 1) {
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = entry;
  }

  function pop(): Entry {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down++;
      if (down >= heap.length || !isBefore(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return first;
  }

  function note(person: Person): void {
    const at = person.state.wake;
    if (at >= (queued.get(person) ?? Number.POSITIVE_INFINITY)) return;
    queued.set(person, at);
    push({ at, person });
  }

  return {
    note,
    next(until) {
      while (heap.length > 0 && heap[0]!.at <= until) {
        const { at, person } = pop();
        if (queued.get(person) !== at) continue;
        queued.delete(person);
        if (person.state.wake <= at) return person;
        note(person);
      }
      return undefined;
    },
  };
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.at < b.at || (a.at === b.at && a.person.number < b.person.number);
