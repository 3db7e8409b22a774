import type { LogEvent } from "../../replay/logEvent.ts";
import { murmur3 } from "../../sdk/domain/lib/hash.ts";
import { createSpool, type Spool } from "./spool.ts";

/** Events of people who wait for their turn on the disk, divided so that all of one person's are together. */
export interface Shares {
  put(event: LogEvent): void;
  /** The lines of each share, in the order in which they were put. What was read is gone. */
  read(): Generator<Iterable<readonly string[]>>;
  close(): void;
}

/** At first nobody knows how many people come; of a share's, few are left over. */
const SHARES = 512;
const FURTHER_SHARES = 8;

/** @param depth How many times these people were divided before: each time otherwise. */
export function createShares(depth: number): Shares {
  const count = depth === 0 ? SHARES : FURTHER_SHARES;
  const spools = new Map<number, Spool>();

  function getSpool(share: number): Spool {
    const spool = spools.get(share) ?? createSpool();
    spools.set(share, spool);
    return spool;
  }

  return {
    put: ({ user, line }) => getSpool(murmur3(user, depth) % count).write(line),
    *read() {
      for (const [share, spool] of spools) {
        yield spool.read({ span: spool.mark() });
        spool.close();
        spools.delete(share);
      }
    },
    close() {
      for (const spool of spools.values()) spool.close();
    },
  };
}
