import type { Trigger } from "../plan/triggers.ts";

/**
 * What facts have told that were taken in together, by what conditions read of it. `true` is news; `false` was so before
 * anybody looked, as a trait is that is heard of for the first time.
 */
export type Told = Map<Trigger, boolean>;

/** What is news stays news, whatever else is told with it. */
export const tell = (told: Told | undefined, what: Trigger, isNews: boolean): void =>
  void told?.set(what, isNews || told.get(what) === true);

/** Does a condition that reads these hold by what was so before anybody looked, and by nothing that is news? */
export function isOfPast(told: Told, read: ReadonlySet<Trigger>): boolean {
  const news = [...read].map((what) => told.get(what));
  return news.includes(false) && !news.includes(true);
}
