import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { Facts } from "../../facts/rows.ts";
import { wilson } from "../../stats/wilson.ts";
import { createSegmentsThen } from "../staying/segmentsThen.ts";
import type { Targets } from "../way/targets.ts";

/** A rung of the ladder of segments. Counts are people. */
export interface LadderRung {
  readonly segment: string;
  /** Who is on it at the end of the log. */
  readonly people: number;
  /** Who has ever come to it from a lower one. */
  readonly risen: number;
  /** Who has ever come to it from a higher one. */
  readonly fallen: number;
  /** What is to be expected in the next 28 days, by the last 28; `null` on the highest rung, and where nobody was on it. */
  readonly rising: RisingFigure | null;
}

export interface RisingFigure {
  /** Who was on the rung 28 days before the end of the log, and who of them is on a higher one at its end. */
  readonly n: number;
  readonly rose: number;
  /** From 0 to 1; with its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
  /** The share of who is on the rung at the end: so many are to be expected on a higher one 28 days later. */
  readonly expected: number;
  /**
   * What that is worth: `expected` times what rising brought on average, which is the `value` of the rung that somebody
   * came to less that of the one they left. `null` where the config has no `value` of one of these rungs.
   */
  readonly expectedValue: number | null;
}

export const RISING_MS = 28 * DAY_MS;

/**
 * Segments from low to high, with who has moved. Who was on no rung before has neither risen nor fallen.
 * SOURCE: the interval of who rises is Wilson's (1927).
 */
export function getLadder(
  { people, moves, end }: Facts,
  { segments }: Plan,
  { segments: values = {} }: Pick<Targets, "segments"> = {},
): LadderRung[] {
  const before = (end ?? 0) - RISING_MS;
  const follow = createSegmentsThen({ moves });
  const then = people
    .filter(({ first }) => first <= before)
    .map((row) => ({ from: follow(row)(before), to: row.segment }));
  const places = new Map<string | null, number>(segments.map(({ id }, place) => [id, place]));
  return segments.map(({ id }, place) => {
    const came = moves.flatMap(({ person, from, to }) => {
      const before = places.get(from);
      return to === id && before !== undefined ? [{ person, isRise: before < place }] : [];
    });
    const count = (isRise: boolean): number =>
      new Set(came.filter((one) => one.isRise === isRise).map(({ person }) => person)).size;
    const now = people.filter(({ segment }) => segment === id).length;
    const own = then.filter(({ from }) => from === id);
    const rose = own.filter(({ to }) => (places.get(to) ?? -1) > place);
    const isLast = place === segments.length - 1;
    const gains = rose.map(({ to }) => (values[to!] ?? Number.NaN) - (values[id] ?? Number.NaN));
    const rising = own.length === 0 || isLast ? null : toRising(own.length, gains, now);
    return { segment: id, people: now, risen: count(true), fallen: count(false), rising };
  });
}

/** @param gains Of each who rose, what that is worth; `NaN` where it is not known. */
function toRising(n: number, gains: readonly number[], now: number): RisingFigure {
  const rose = gains.length;
  const { share, lower, upper } = wilson({ successes: rose, trials: n });
  const gained = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    n,
    rose,
    share,
    interval: [lower, upper],
    expected: share * now,
    expectedValue: rose === 0 || Number.isNaN(gained) ? null : (gained / n) * now,
  };
}
