import type { Gate } from "./gate.ts";

/** Of its name, work that takes long comes seldom: the pause behind it is so many times as long, up to 5 seconds. */
const REST = 4;
const LONGEST_REST = 5_000;
/** Milliseconds of work that needs no pause. */
const SHORT = 20;

/** Work that many may want at the same time, by its name. */
export interface Shared<T> {
  /**
   * What `work` comes to, begun after this call: it sees all that was there before. Whoever asks for the same name
   * before it begins shares it, so that of one name at most one runs and one waits.
   */
  run(name: string, work: () => Promise<T>): Promise<T>;
}

/** @param times How many times as long as the work its pause is. */
export function createShared<T>(gate: Gate, times = REST): Shared<T> {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<T>>();

  async function begin(name: string, work: () => Promise<T>): Promise<T> {
    let leave: () => void;
    try {
      await running.get(name);
      leave = await gate.enter();
    } finally {
      // From here on it is too late to join.
      next.delete(name);
    }
    const start = performance.now();
    const result = work();
    const over = result.then(leave, leave).then(() => rest(performance.now() - start, times));
    running.set(name, over);
    over.then(() => {
      if (running.get(name) === over) running.delete(name);
    });
    return result;
  }

  return {
    run(name, work) {
      const mine = next.get(name) ?? begin(name, work);
      next.set(name, mine);
      return mine;
    },
  };
}

async function rest(took: number, times: number): Promise<void> {
  if (took <= SHORT || times === 0) return;
  await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_REST, times * took)).unref());
}
