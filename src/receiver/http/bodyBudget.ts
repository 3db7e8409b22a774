import { Refusal } from "../lib/refusal.ts";

/** What one request holds. */
export interface Place {
  /** @throws {Refusal} where all requests together would hold too much. */
  take(bytes: number): void;
  /** All of it has come: it is asked to make way no more. */
  settle(): void;
  /** All that it has taken is free again. */
  leave(): void;
}

/** Room for the bodies of all requests that are being worked on, so that many at once do not fill the memory. */
export interface Room {
  /** @param makeWay Ends a request that comes too slowly, where others need its room. */
  enter(makeWay: () => void): Place;
}

/** Milliseconds that a body may take to come while others wait for its room. */
const SLOW = 2_000;

interface Held {
  readonly since: number;
  readonly makeWay: () => void;
  bytes: number;
}

/** @param most Bytes. */
export function createRoom(most: number): Room {
  let held = 0;
  /** Those that still come, the oldest first. */
  const coming = new Set<Held>();

  function free(one: Held): void {
    held -= one.bytes;
    one.bytes = 0;
    coming.delete(one);
  }

  /** Else somebody could keep all others out with as many bodies as there is room for, of which the end never comes. */
  function makeRoom(bytes: number): void {
    for (const one of coming) {
      if (held + bytes <= most || performance.now() - one.since < SLOW) return;
      free(one);
      one.makeWay();
    }
  }

  return {
    enter(makeWay) {
      const own: Held = { since: performance.now(), makeWay, bytes: 0 };
      coming.add(own);
      return {
        take(bytes) {
          if (held + bytes > most) makeRoom(bytes);
          if (held + bytes > most) throw new Refusal("busy", 1);
          own.bytes += bytes;
          held += bytes;
        },
        settle: () => coming.delete(own),
        leave: () => free(own),
      };
    },
  };
}
