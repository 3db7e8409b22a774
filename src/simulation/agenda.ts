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

/** A heap: an account has some thousand entries in a year, and few of them at a time. */
export function createAgenda(): Agenda {
  const heap: Entry[] = [];
  let count = 0;
  let now = Number.NEGATIVE_INFINITY;

  function put(at: number, act: Entry["act"]): void {
    const entry = { at: Math.max(Math.round(at), now), order: count++, act };
    let i = heap.length;
    for (let up = (i - 1) >> 1; i > 0 && isBefore(entry, heap[up]!); up = (i - 1) >> 1) {
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = entry;
  }

  function take(): Entry {
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

  return {
    put,
    run(end) {
      while (heap.length > 0 && heap[0]!.at < end) {
        const { at, act } = take();
        now = at;
        act(at);
      }
    },
  };
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
