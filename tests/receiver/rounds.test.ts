import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRounds, type Rounds } from "../../src/receiver/figures/rounds.ts";

const STEP = 100;
const SECOND = 1_000;

interface Tried {
  readonly rounds: Rounds;
  steps(): number;
}

/** @param waited Milliseconds that storing waits for the database. */
function begin({ waited, hasMore }: { readonly waited: number; readonly hasMore: boolean }): Tried {
  let count = 0;
  const rounds = createRounds({
    follower: {
      async step() {
        count += 1;
        await new Promise((resolve) => setTimeout(resolve, STEP));
        return { hasMore, waited };
      },
      getNext: async () => undefined,
      leave: async () => {},
    },
    holdings: { refresh: async () => false } as unknown as Parameters<typeof createRounds>[0]["holdings"],
    now: Date.now,
    onMade: () => {},
    onError: (error) => {
      throw error;
    },
  });
  return { rounds, steps: () => count };
}

/** Rows come all the time: it is told so four times a second. */
async function flood({ rounds }: Tried, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 4; i++) {
    rounds.ask();
    await vi.advanceTimersByTimeAsync(SECOND / 4);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("who makes figures while rows come", () => {
  test("takes a quarter of the time, however often it is told", async () => {
    const tried = begin({ waited: 1, hasMore: true });
    await flood(tried, 20);
    expect(tried.steps()).toBeGreaterThan(40);
    expect(tried.steps() * STEP).toBeLessThanOrEqual(0.26 * 20 * SECOND);
  });

  test("takes a tenth of it where storing waits for the database", async () => {
    const tried = begin({ waited: 100, hasMore: true });
    await flood(tried, 20);
    expect(tried.steps()).toBeGreaterThan(15);
    expect(tried.steps() * STEP).toBeLessThanOrEqual(0.11 * 20 * SECOND);
  });

  test("takes all of it once no more come, within two seconds", async () => {
    const tried = begin({ waited: 100, hasMore: true });
    await flood(tried, 20);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    const before = tried.steps();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect((tried.steps() - before) * STEP).toBeGreaterThan(4.5 * SECOND);
  });

  test("is at rest where there is nothing to do, and looks at once when told", async () => {
    const tried = begin({ waited: 1, hasMore: false });
    tried.rounds.ask();
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(tried.steps()).toBe(1);
    tried.rounds.ask();
    await vi.advanceTimersByTimeAsync(SECOND / 2);
    expect(tried.steps()).toBe(2);
  });
});
