import { NEVER } from "../conditions/counters.ts";
import type { Feature } from "../engine/feature.ts";
import { wakeAt } from "../state/moment.ts";

/** Counts the days or weeks of the user's calendar in which something happened: an entry is a period's number, and 0. */
export const periods = {
  counting: {
    periods: {
      // One more, since the current one is not over yet.
      getMost: ({ inPeriods }) => inPeriods!.outOf + 1,
      createEntry: ({ inPeriods }, _, { at }, { calendar, zone }) => [
        toPeriod(inPeriods!.of, calendar.getDay(at, zone)),
        0,
      ],
      /** When it was over, as nobody knows any more at which hour it was counted. */
      getMoment: ({ inPeriods }, [at], { now, zone, calendar }) =>
        Math.min(calendar.getStart(getNext(inPeriods!.of, at), zone) - 1, now),
      getSince({ inPeriods, count: wanted }, entries, moment) {
        const { now, zone, calendar } = moment;
        const { of, outOf } = inPeriods!;
        const current = toPeriod(of, calendar.getDay(now, zone));
        let inside = 0;
        for (const [period] of entries) if (period > current - outOf && period <= current) inside++;
        if (inside < wanted) return NEVER;
        wakeAt(moment, calendar.getStart(getNext(of, current), zone));
        return now;
      },
    },
  },
} satisfies Feature;

type Unit = "day" | "week";

/** A week is from Monday, and its number that of weeks since the one of 1970-01-01, which was a Thursday. */
const toPeriod = (of: Unit, day: number): number => (of === "day" ? day : Math.floor((day + 3) / 7));

/** The first day of the period after this one. */
const getNext = (of: Unit, period: number): number => (of === "day" ? period + 1 : period * 7 + 4);
