import { DatabaseUnavailable, within } from "./database.ts";

/** Lets one piece of work at a time have what there is only one of. */
export interface Turns {
  /**
   * Runs `work` when its turn has come, and holds the turn until it ends.
   * @param patience Milliseconds after which the caller is told that it did not come to an end. Work that had not begun
   *   by then never does.
   * @throws {DatabaseUnavailable}
   */
  take<T>(patience: number, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(patience, work) {
      const until = performance.now() + patience;
      const turn = last.then(() => {
        if (performance.now() >= until) throw new DatabaseUnavailable(`No turn within ${patience} ms`);
        return work();
      });
      last = turn.catch(() => {});
      return within(patience, turn);
    },
  };
}
