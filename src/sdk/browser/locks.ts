import type { Change, Clock, KeyValueStore, Locks, Random } from "../ports.ts";

const LEASE_MS = 15_000;
/** No honest lease ends later than this; one that does was written under another clock. */
const VOID_MS = 30_000;

interface Lease {
  readonly holder: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

interface LockTools {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Web Locks; where they are missing or denied (insecure and opaque origins), a record in the store that is leased for
 * 15 s. A task that takes longer may then meet another tab's.
 */
export function createLocks({ navigator }: Pick<Window, "navigator">, tools: LockTools): Locks {
  return {
    async whenFree(name, task) {
      let started = false;
      try {
        return await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
          started = true;
          return lock ? task() : undefined;
        });
      } catch (error) {
        if (started) throw error;
        return whenLeased(`lock/${name}`, task, tools);
      }
    },
  };
}

async function whenLeased<T>(
  key: string,
  task: () => Promise<T>,
  { store, clock, random }: LockTools,
): Promise<T | undefined> {
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
