import { useContext, useEffect, useState, useSyncExternalStore } from "react";
import { createMilepost, type Milepost, type Progress } from "../sdk/index.ts";
import { createInstanceReader, type InstanceReader, MilepostContext } from "./milepostContext.ts";

/**
 * The instance of the `MilepostProvider` above: `track`, `start` and all the others. It takes calls from the first
 * render on. Outside of a provider it takes them and does nothing, so that a component can be shown and tested alone;
 * the console says so.
 */
export const useMilepost = (): Milepost => useSeat().milepost;

/**
 * Where the user stands: milestones, journeys, open gaps and the segment. It follows what happens here and in other
 * tabs. `undefined` until it is known, and on a server.
 */
export const useProgress = (): Progress | undefined => useSelected((progress) => progress);

/**
 * When the user reached a milestone, in epoch milliseconds; `null` while it is open; `undefined` until that is known, on a
 * server, and for an id that the config does not have. The component draws anew only when this changes.
 */
export const useMilestone = (id: string): number | null | undefined =>
  useSelected((progress) => progress?.milestones[id]);

function useSelected<T>(pick: (progress: Progress | undefined) => T): T {
  const { onProgress, getProgress } = useSeat();
  return useSyncExternalStore(
    onProgress,
    () => pick(getProgress()),
    () => pick(undefined),
  );
}

function useSeat(): InstanceReader {
  const above = useContext(MilepostContext);
  const [alone] = useState(() => above ?? createInstanceReader(createMilepost()));
  useEffect(() => {
    if (!above) console.warn("Milepost: a hook is used outside of MilepostProvider, and does nothing");
  }, [above]);
  return above ?? alone;
}
