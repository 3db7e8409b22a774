import type { Random } from "../ports.ts";

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;
const HOUR_MS = 3_600_000;

/** When to try again, and what that goes by. All zero: at once. */
export interface Pause {
  /** Epoch milliseconds. */
  until: number;
  /** Failures in a row. */
  tries: number;
  /** Those of them that came at once although the browser was online. */
  fast: number;
}

/** Full jitter: between at once and a limit that doubles from 1 s to 5 min, so that clients do not march in step. */
export const getJitter = (tries: number, random: Random): number =>
  1 + Math.floor(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries));

/** Milliseconds that a `Retry-After` of seconds or a date asks for: at most an hour, 0 where it says nothing. */
export function getRetryAfter(header: string | undefined, now: number): number {
  const wait = /^\d+$/.test(header!) ? +header! * 1_000 : Date.parse(header!) - now;
  return Math.min(Math.max(wait || 0, 0), HOUR_MS);
}

/** A pause that ends more than an hour ahead was made under another clock and does not count. */
export const isPaused = ({ until }: Pause, now: number): boolean => until > now && until <= now + HOUR_MS;
