import type { LogEvent } from "../../replay/logEvent.ts";
import { createSpool, type Spool } from "./spool.ts";

/** Events of people who wait for their turn on the disk, divided so that all of one person's are together. */
export interface Shares {
  /** @param person The same number for all events of a person. */
  put(event: LogEvent, person: number): void;
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
    put: ({ line }, person) => getSpool(mix(person, depth) % count).write(line),
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

/** Another number of 32 bits for each depth. */
function mix(person: number, depth: number): number {
  const word = Math.imul(person ^ Math.imul(depth + 1, 0x9e3779b9), 0x85ebca6b);
  const whole = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
