/** What comes first can be taken out first, however many there are. */
export interface Heap<T> {
  push(one: T): void;
  /** The first; `undefined` where there is none. */
  first(): T | undefined;
  /** Takes out the first. */
  pop(): T | undefined;
}

/** A binary heap: two things of which neither is before the other come in any order. */
export function createHeap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const heap: T[] = [];
  return {
    first: () => heap[0],
    push(one) {
      let i = heap.length;
      for (let up = (i - 1) >> 1; i > 0 && isBefore(one, heap[up]!); up = (i - 1) >> 1) {
        heap[i] = heap[up]!;
        i = up;
      }
      heap[i] = one;
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
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
    },
  };
}
