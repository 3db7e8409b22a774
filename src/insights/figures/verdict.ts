import {
  type Drawn,
  getSequentialInterval,
  planSequential,
  type SequentialLook,
} from "../stats/sequentialInterval.ts";

/** What can be said of an effect by now. */
export type Verdict =
  | { readonly kind: "helps" | "harms" | "no difference worth having" }
  /** At the rate until now it takes so many days more; `null` where nobody comes any more. */
  | { readonly kind: "too early"; readonly daysLeft: number | null }
  /** Something is wrong with the arms: no difference between them is to be believed. */
  | { readonly kind: "unhealthy"; readonly because: readonly Alarm[] }
  /** Nobody is held out, or the log does not have what pages have shown. */
  | { readonly kind: "not measured" };

/**
 * `ratio`: the arms do not have the sizes that the draw gives them. `mixed`: too many units had triggers in both.
 * `arms`: too many are not in the arm that the hash gives them.
 */
export type Alarm = "ratio" | "mixed" | "arms";

/** The smallest difference of shares that is worth having, where nobody says: ten points. */
export const WORTH = 0.1;

export interface Evidence {
  readonly look: SequentialLook;
  /** What was drawn: accounts whose people are counted, or single units. */
  readonly by: Drawn;
  /** The share that is held out. */
  readonly share: number;
  readonly alarms: readonly Alarm[];
  /** Days over which units were triggered that can be judged. */
  readonly days: number;
  /** The smallest difference worth having; 0.1 by default. */
  readonly worth?: number;
}

/**
 * Judges by an interval that holds for who looks daily, planned for the smallest difference worth having at a power of
 * 80 %. It is not the one that is shown beside the uplift, which is for who looks once. What is planned depends on the
 * share of who is held out, which is taken as it is now.
 */
export function judge({ look, by, share, alarms, days, worth = WORTH }: Evidence): Verdict {
  if (alarms.length > 0) return { kind: "unhealthy", because: alarms };
  const base = Math.min(0.95, Math.max(0.05, look.control.share));
  const plan = planSequential(
    { base, difference: base + worth < 1 ? worth : -worth },
    { heldOut: share, by },
  );
  const [estimate] = getSequentialInterval([look], plan);
  const { interval, phase, fraction } = estimate!;
  if (interval && interval.lower > 0) return { kind: "helps" };
  if (interval && interval.upper < 0) return { kind: "harms" };
  if (phase === "final") return { kind: "no difference worth having" };
  return { kind: "too early", daysLeft: fraction > 0 ? Math.ceil(days * (1 / fraction - 1)) : null };
}
