import { NEVER } from "../conditions/counters.ts";
import { getValues } from "../conditions/values.ts";
import type { Feature } from "../engine/feature.ts";
import { murmur3 } from "../lib/hash.ts";
import type { Counter } from "../plan/plan.ts";
import { wakeAt } from "../state/moment.ts";
import type { Entry } from "../state/state.ts";
import { DAY_MS } from "../time/spans.ts";

/** Days and replicas of which totals are kept. */
const SUM_DAYS = 500;

/** Totals are kept by the day where a window lets days go, else once for all. */
const getDay = ({ within }: Counter, at: number): number =>
  within === undefined ? 0 : Math.floor(at / DAY_MS);

/** Adds up a property: an entry is a replica's last event, its hash, and its total. */
export const sums = {
  counting: {
    sums: {
      getMost: () => SUM_DAYS,
      getSlot: getDay,
      // Without a window, one that has come to what is wanted stays so, whatever is added.
      isEnough: ({ within, count: wanted }, entries) => within === undefined && getTotal(entries) >= wanted,
      createEntry(counter, entries, { at, properties }, _, { replica }) {
        let added = 0;
        for (const value of getValues(properties, counter.sum!))
          if (typeof value === "number" && value >= 0 && value < NEVER) added += value;
        const hash = murmur3(replica);
        const known = entries.findLast(
          (entry) => entry[1] === hash && getDay(counter, entry[0]) === getDay(counter, at),
        );
        return known ? [Math.max(at, known[0]), hash, known[2]! + added] : [at, hash, added];
      },
      getSince({ within, count: wanted }, entries, moment) {
        const { now } = moment;
        const inside = entries.filter(([at]) => at > now - (within ?? NEVER) && at <= now);
        if (getTotal(inside) < wanted) return NEVER;
        if (within !== undefined) wakeAt(moment, inside[0]![0] + within);
        return inside.at(-1)?.[0] ?? now;
      },
    },
  },
} satisfies Feature;

function getTotal(entries: readonly Entry[]): number {
  let total = 0;
  for (const entry of entries) total += entry[2] ?? 0;
  return total;
}
