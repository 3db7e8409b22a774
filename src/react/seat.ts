import { createContext } from "react";
import type { Milepost, Progress } from "../sdk/index.ts";

/** An instance, as React reads from it. */
export interface Seat {
  readonly milepost: Milepost;
  onProgress(listener: () => void): () => void;
  /** The same object until something in it changes. */
  getProgress(): Progress | undefined;
}

export function createSeat(milepost: Milepost): Seat {
  let last: Progress | undefined;
  return {
    milepost,
    onProgress: (listener) => milepost.on("progress", listener),
    getProgress() {
      const next = milepost.progress();
      if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
      return last;
    },
  };
}

/** The seat of the provider above, where there is one. */
export const SeatContext = createContext<Seat | undefined>(undefined);
