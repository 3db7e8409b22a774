import { setImmediate } from "node:timers/promises";

/** Milliseconds of work in one go; everybody else waits for that long. */
const LONGEST_GO = 8;

/** Lets others go on in between, where much is to be done. */
export interface Breather {
  /** Has it gone on for so long that others have to come in? */
  isDue(): boolean;
  rest(): Promise<void>;
}

export function createBreather(): Breather {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since > LONGEST_GO,
    async rest() {
      await setImmediate();
      since = performance.now();
    },
  };
}
