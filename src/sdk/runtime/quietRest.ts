import { createAlarm } from "../lib/alarm.ts";
import type { Person } from "../person/person.ts";
import { NO_REST, type Rest } from "../person/rest.ts";
import type { Clock, Undo } from "../ports.ts";

/** How a person is left is worked out once in so many milliseconds at most. */
const APART_MS = 1_000;

/**
 * How a person is left, for each transaction that stores their state. To work it out takes the longer the larger the plan
 * is: that is done once in a second at most, and as the page is hidden. What is stored in between says that the next page
 * is to look.
 */
export interface QuietRest {
  get(): Rest;
  /** There is something new to say of it. */
  note(): void;
  /** The page may be about to go: works it out now, if there is anything new. */
  hurry(): void;
  readonly stop: Undo;
}

export function createQuietRest(
  clock: Clock,
  getPerson: () => Pick<Person, "state" | "keep">,
  workOut: () => Rest,
): QuietRest {
  let isNew = false;
  let workedOut = Number.NEGATIVE_INFINITY;
  const alarm = createAlarm(clock, hurry);

  function note(): void {
    if (!isNew) alarm.set(clock.now() + APART_MS);
    isNew = true;
  }

  function hurry(): void {
    // What is on its way into the store now may be the last that this page stores.
    workedOut = Number.NEGATIVE_INFINITY;
    if (isNew)
      void getPerson()
        .keep()
        .catch(() => {});
  }

  return {
    get() {
      const since = clock.now() - workedOut;
      if (since >= 0 && since < APART_MS) {
        note();
        return { ...NO_REST, active: getPerson().state().active };
      }
      workedOut = clock.now();
      isNew = false;
      alarm.set(Number.POSITIVE_INFINITY);
      return workOut();
    },
    note,
    hurry,
    stop: () => alarm.set(Number.POSITIVE_INFINITY),
  };
}
