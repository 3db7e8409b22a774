import { Refusal } from "./refusal.ts";

/** What one request holds. */
export interface Place {
  /** @throws {Refusal} where all requests together would hold too much. */
  take(bytes: number): void;
  /** All that it has taken is free again. */
  leave(): void;
}

/** Room for the bodies of all requests that are being worked on, so that many at once do not fill the memory. */
export interface Room {
  enter(): Place;
}

/** @param most Bytes. */
export function createRoom(most: number): Room {
  let held = 0;
  return {
    enter() {
      let own = 0;
      return {
        take(bytes) {
          if (held + bytes > most) throw new Refusal("busy", 1);
          own += bytes;
          held += bytes;
        },
        leave() {
          held -= own;
          own = 0;
        },
      };
    },
  };
}
