import { expectThat } from "./expectThat.ts";

/** One unit: how long it was followed, and whether that ended with the event or with the end of watching (censored). */
export interface SurvivalTime {
  /** A finite number, in a unit of the caller's: all results are in the same. */
  readonly at: number;
  readonly event: boolean;
}

/** The times of many units, from the shortest to the longest: there may be hundreds of thousands. */
export interface SurvivalTimes {
  /** Of those that had the event. */
  readonly events: Float64Array;
  /** Of those that are still on their way. */
  readonly censored: Float64Array;
}

/**
 * Times of units, parted and sorted once for all that is made of them.
 * @param method Who asks, for the error.
 * @throws RangeError where a time is no finite number.
 */
export function toSurvivalTimes(times: readonly SurvivalTime[], method: string): SurvivalTimes {
  const [events, censored]: [number[], number[]] = [[], []];
  for (const { at, event } of times) {
    if (!Number.isFinite(at)) expectThat(false, `${method}: at`, at, "a finite number");
    (event ? events : censored).push(at);
  }
  return sortTimes(events, censored);
}

/** @param events All finite, as `censored`. */
export const sortTimes = (events: readonly number[], censored: readonly number[]): SurvivalTimes => ({
  events: Float64Array.from(events).sort(),
  censored: Float64Array.from(censored).sort(),
});

export const isSorted = (times: readonly SurvivalTime[] | SurvivalTimes): times is SurvivalTimes =>
  "censored" in times;

export const countTimes = ({ events, censored }: SurvivalTimes): number => events.length + censored.length;
