import type { Pause } from "./backoff.ts";

/** Why an event was given up. */
export type DropReason =
  | "overflow"
  | "too-large"
  | "invalid"
  | "expired"
  | "quota"
  | "corrupt"
  | "rejected"
  | "rate";

export type Drops = Partial<Record<DropReason, number>>;

/** What the outbox remembers beside its events; the drops are those since the replica began. */
export interface Ledger extends Pause, Drops {
  /** That of the event that was held last. */
  seq: number;
  /** Events that wait, and their bytes as JSON. */
  held: number;
  bytes: number;
}

/** A copy of the stored ledger; what is not a whole number in it is as if it were not there. */
export const readLedger = (record: unknown): Ledger => ({
  seq: 0,
  held: 0,
  bytes: 0,
  until: 0,
  tries: 0,
  fast: 0,
  ...Object.fromEntries(Object.entries(Object(record)).filter(([, figure]) => Number.isSafeInteger(figure))),
});

export function addDrops(to: Drops, drops: Drops): void {
  for (const [reason, count] of Object.entries(drops) as Array<[DropReason, number]>)
    to[reason] = (to[reason] ?? 0) + count;
}

export function getDrops({ seq, held, bytes, until, tries, fast, ...drops }: Ledger): Drops {
  return drops;
}
