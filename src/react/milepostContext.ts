import { createContext } from "react";
import type { Milepost, Progress } from "../sdk/index.ts";

/** An instance as React reads from it, for `useSyncExternalStore`. */
export interface InstanceReader {
  readonly milepost: Milepost;
  onProgress(listener: () => void): () => void;
  /** The same object until something in it changes. */
  getProgress(): Progress | undefined;
}

export function createInstanceReader(milepost: Milepost): InstanceReader {
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

/** What the provider above gives to hooks; `undefined` where there is none. */
export const MilepostContext = createContext<InstanceReader | undefined>(undefined);
