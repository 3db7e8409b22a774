import type { Moment } from "./abilities.ts";

export type { Moment } from "./abilities.ts";

/** Notes that an answer may change at `at` by itself. */
export function wakeAt(moment: Moment, at: number): void {
  if (at > moment.now && at < moment.wake) moment.wake = at;
}
