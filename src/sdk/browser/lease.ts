import type { Change, Clock, KeyValueStore, Random } from "../ports.ts";

const LEASE_MS = 15_000;
/** No honest lease ends later than this; one that does was written under another clock. */
const VOID_MS = 30_000;

interface Lease {
  readonly holder: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

export interface LeaseTools {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Runs a task while nobody else runs one of this name, by a record in the store that is leased for 15 s. A task that takes
 * longer may then meet another tab's. Resolves to `undefined` where somebody does.
 */
export async function whenLeased<T>(
  name: string,
  task: () => Promise<T>,
  { store, clock, random }: LeaseTools,
): Promise<T | undefined> {
  const key = `lock/${name}`;
  const holder = random();
  let held = false;
  const lease = (ms: number): Change => ({
    keys: [key],
    apply([record]) {
      const now = clock.now();
      const { holder: other, until = 0 } = (record ?? {}) as Partial<Lease>;
      held = other === holder || !(until > now && until <= now + VOID_MS);
      return held ? { [key]: ms ? { holder, until: now + ms } : undefined } : {};
    },
  });
  await store.update(lease(LEASE_MS));
  if (!held) return;
  try {
    return await task();
  } finally {
    await store.update(lease(0));
  }
}
