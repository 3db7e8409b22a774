import type { Watchers } from "../plan/planIndex.ts";
import type { Trigger } from "../plan/triggers.ts";
import type { EventFact, Report } from "../state/facts.ts";

/** What facts have told that were taken in together, and what is to be done about it once they are judged. */
export interface Told {
  /**
   * By what conditions read of it. `true` is news; `false` was so before anybody looked, as a trait is that is heard of
   * for the first time.
   */
  readonly news: Map<Trigger, boolean>;
  /** Who is to be asked again. */
  dirty: Watchers[];
  /** Events that happened before others that were known already. */
  readonly late: EventFact[];
  /** Handed out already, and not counted as events yet. */
  readonly reports: Report[];
}

export const createTold = (): Told => ({ news: new Map(), dirty: [], late: [], reports: [] });

/** What is news stays news, whatever else is told with it. */
export const tell = (told: Told | undefined, what: Trigger, isNews: boolean): void =>
  void told?.news.set(what, isNews || told.news.get(what) === true);

/** Does what reads these hold by what was so before anybody looked, and by nothing that is news? */
export function isOfPast({ news }: Told, isRead: (what: Trigger) => boolean): boolean {
  const known = [...news].flatMap(([what, isNews]) => (isRead(what) ? isNews : []));
  return known.includes(false) && !known.includes(true);
}
