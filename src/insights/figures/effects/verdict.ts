import { LEVEL } from "../../stats/interval.ts";
import {
  type Drawn,
  getPhase,
  getSequentialInterval,
  planSequential,
  type SequentialEstimate,
  type SequentialLook,
  type SequentialPlan,
} from "../../stats/sequentialInterval.ts";

/** What can be said of an effect by now. */
export type Verdict =
  | { readonly kind: "helps" }
  /** `mayHarm`: a loss as large as the gain that would be worth having is not ruled out. */
  | { readonly kind: "no difference worth having"; readonly mayHarm?: true }
  /** The far milestone; or, where they are named, milestones that the gap protects. */
  | { readonly kind: "harms"; readonly suffering?: readonly string[] }
  /**
   * So many units more have to be judged, in arms as large to each other as they are, and at the rate until now that
   * takes so many days; both `null` where that is not known yet.
   */
  | { readonly kind: "too early"; readonly unitsLeft: number | null; readonly daysLeft: number | null }
  /** Something is wrong with the arms: no difference between them is to be believed. */
  | { readonly kind: "unhealthy"; readonly because: readonly Alarm[] }
  /** Nobody is held out, or the log does not have what pages have shown. */
  | { readonly kind: "not measured" };

/**
 * `ratio`: the arms do not have the sizes that the draw gives them. `mixed`: too many units had triggers in both.
 * `arms`: too many are not in the arm that the hash gives them. `changed`: an earlier plan held out another share. `strata`: sizes are not as drawn in some browser or under
 * some version. `triggers`: of all whose gap opened, more of one arm than of the other came to the first trigger.
 */
export type Alarm = "ratio" | "mixed" | "arms" | "changed" | "strata" | "triggers";

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
  /** Units that were judged, of both arms. */
  readonly units: number;
  /** The smallest difference worth having; left out: 0.1, and then a smaller one that is there counts too. */
  readonly worth?: number;
}

/**
 * Judges by an interval that holds for who looks daily, planned for the smallest difference worth having at a power of
 * 80 %. It is not the one that is shown beside the uplift, which is for who looks once. What is planned depends on the
 * share of who is held out, which is taken as it is now.
 */
export function judge({ look, alarms, days, units, ...known }: Evidence): Verdict {
  if (alarms.length > 0) return { kind: "unhealthy", because: alarms };
  const { interval, phase, fraction } = estimateDaily(look, known);
  const { worth } = known;
  if (interval && interval.upper < 0) return { kind: "harms" };
  if (interval && worth !== undefined && interval.lower > -worth && interval.upper < worth)
    return { kind: "no difference worth having" };
  if (interval && interval.lower > 0) return { kind: "helps" };
  const mayHarm = interval !== undefined && interval.lower <= -(worth ?? WORTH);
  if (phase === "final") return { kind: "no difference worth having", ...(mayHarm && { mayHarm }) };
  return { kind: "too early", unitsLeft: getLeft(units, fraction), daysLeft: getLeft(days, fraction) };
}

/** The effect as who looks daily may take it: where it is on the way to its planned end, with the interval of then. */
export const estimateDaily = (look: SequentialLook, design: Design): SequentialEstimate =>
  estimate(look, planEffect(design));

/** Has a look what was planned for? */
export const isFinal = (look: SequentialLook, design: Design): boolean => isPlanned(look, planEffect(design));

/** What can be said of a milestone that must not suffer. */
export type GuardVerdict =
  | { readonly kind: "suffers" | "does not suffer" }
  | { readonly kind: "too early"; readonly daysLeft: number | null }
  | { readonly kind: "not told" };

/**
 * Judges one side alone: whether a milestone suffers. It does not where a loss as large as the smallest difference worth
 * having is ruled out, or would have been found by now at a power of 80 %.
 * @param tests Of how many milestones that is asked together: all of them err in 5 of 100 at most.
 */
export function judgeGuard(evidence: Omit<Evidence, "alarms" | "units">, tests: number): GuardVerdict {
  const { look, days, worth = WORTH } = evidence;
  const { interval, phase, fraction } = estimate(look, planGuard(evidence, tests));
  if (interval && interval.upper < 0) return { kind: "suffers" };
  if (phase === "final" || (interval && interval.lower > -worth)) return { kind: "does not suffer" };
  return { kind: "too early", daysLeft: getLeft(days, fraction) };
}

/** As `isFinal`, for a loss. */
export const isGuardFinal = (look: SequentialLook, design: Design, tests: number): boolean =>
  isPlanned(look, planGuard(design, tests));

/** One side alone may err, so an interval of two sides has twice the error. */
export const getGuardLevel = (tests: number): number => 1 - (2 * (1 - LEVEL)) / Math.max(1, tests);

interface Planning {
  readonly by: Drawn;
  readonly share: number;
  readonly worth: number;
  readonly level: number;
}

type Design = Pick<Evidence, "by" | "share" | "worth">;

const planEffect = ({ by, share, worth = WORTH }: Design): Planning => ({ by, share, worth, level: LEVEL });

/** For a loss, and with the error of all the milestones that are asked for together. */
const planGuard = ({ by, share, worth = WORTH }: Design, tests: number): Planning => ({
  by,
  share,
  worth: -worth,
  level: getGuardLevel(tests),
});

const isPlanned = (look: SequentialLook, planning: Planning): boolean =>
  getPhase(look, getPlan(look, planning)) === "final";

const estimate = (look: SequentialLook, planning: Planning): SequentialEstimate =>
  getSequentialInterval([look], getPlan(look, planning))[0]!;

function getPlan(look: SequentialLook, { by, share, worth, level }: Planning): SequentialPlan {
  const base = Math.min(0.95, Math.max(0.05, look.control.share));
  return planSequential({ base, difference: toRoom(base, worth) }, { heldOut: share, by, level });
}

/** A difference for which there is room beside the base: to the other side, or less, where there is none. */
function toRoom(base: number, worth: number): number {
  const isRoom = (difference: number): boolean => base + difference > 0 && base + difference < 1;
  const room = base < 0.5 ? 0.99 - base : 0.01 - base;
  return [worth, -worth].find(isRoom) ?? room;
}

/** How many are still to come, where so many were this share of all. */
const getLeft = (many: number, fraction: number): number | null =>
  fraction > 0 ? Math.ceil(many * (1 / fraction - 1)) : null;
