import { Refusal } from "../lib/refusal.ts";

/** Seconds after which a place may be free again. */
const COME_AGAIN = 60;

/** Places for what stays open: so many over all, and of one name no more than a few. */
export interface Places {
  /**
   * Takes one; the result gives it free.
   * @throws {Refusal} where there is none.
   */
  take(name: string): () => void;
}

export function createPlaces(most: number, mostOfOne: number): Places {
  const taken = new Map<string, number>();
  let all = 0;

  function change(name: string, by: 1 | -1): void {
    const count = (taken.get(name) ?? 0) + by;
    if (count === 0) taken.delete(name);
    else taken.set(name, count);
    all += by;
  }

  return {
    take(name) {
      if (all >= most || (taken.get(name) ?? 0) >= mostOfOne)
        throw new Refusal("streams-exceeded", COME_AGAIN);
      change(name, 1);
      return () => change(name, -1);
    },
  };
}
