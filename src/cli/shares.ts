import { murmur3 } from "../sdk/domain/hash.ts";
import type { LogEvent } from "./logEvent.ts";
import { createSpool, type Spool } from "./spool.ts";

/** Events of people who wait for their turn on the disk, divided so that all of one person's are together. */
export interface Shares {
  put(event: LogEvent): void;
  /** The lines of each share, in the order in which they were put. What was read is gone. */
  read(): Generator<Iterable<readonly string[]>>;
}

const SHARES = 128;

/** @param seed Another one divides otherwise. */
export function createShares(seed: number): Shares {
  const spools = new Map<number, Spool>();

  function getSpool(share: number): Spool {
    const spool = spools.get(share) ?? createSpool();
    spools.set(share, spool);
    return spool;
  }

  return {
    put: ({ user, line }) => getSpool(murmur3(user, seed) % SHARES).write(line),
    *read() {
      for (const spool of spools.values()) {
        yield spool.read({ span: spool.mark() });
        spool.close();
      }
    },
  };
}
