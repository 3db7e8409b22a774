import type { MilestonePlan } from "../../sdk/domain/plan/plan.ts";
import type { Facts } from "../facts/rows.ts";
import { getStepAt, kaplanMeier } from "../stats/kaplanMeier.ts";
import { getReaches } from "./reaches.ts";
import type { MilestoneTarget } from "./targets.ts";

/** How long it takes to a milestone. Spans are milliseconds from a unit's first event. */
export interface TimeToMilestone {
  /** People, or accounts where the milestone is an account's. */
  readonly n: number;
  readonly reached: number;
  /** By then half of all have reached it; `null` where the log does not go so far. The same for both quartiles. */
  readonly medianMs: number | null;
  readonly quartilesMs: readonly [number | null, number | null];
  /** The share that has reached it by each time, from 0 to 1. */
  readonly curve: ReadonlyArray<readonly [ms: number, share: number]>;
  /** What was aimed for, and what came of it; `null` where the config says no time and share. */
  readonly target: TargetMet | null;
}

export interface TargetMet {
  readonly withinMs: number;
  /** Aimed for. */
  readonly share: number;
  /** What it came to by that time. */
  readonly reached: number;
  /** 95 %; `null` where nothing has happened by then that tells one. */
  readonly interval: readonly [number, number] | null;
  readonly isMet: boolean;
}

/**
 * Time to a milestone, with those who are still on their way: at the end of the log they are censored. A unit's clock
 * starts with its first event. What was reached before anybody looked is left out, since nobody knows its time.
 * SOURCE: Kaplan and Meier 1958; see `kaplanMeier`.
 */
export function getTimeToMilestone(
  facts: Facts,
  { id, level }: Pick<MilestonePlan, "id" | "level">,
  { withinMs, share }: MilestoneTarget = {},
): TimeToMilestone {
  const end = facts.end ?? 0;
  const reaches = getReaches(facts).get(id);
  const past = new Set(
    facts.milestones.filter((row) => row.milestone === id && row.isPast).map((row) => row.unit),
  );
  const units: ReadonlyArray<readonly [unit: string, first: number]> =
    level === "account"
      ? facts.accounts.map(({ account, first }) => [account, first])
      : facts.people.map(({ person, first }) => [person, first]);
  const times = units
    .filter(([unit]) => !past.has(unit))
    .map(([unit, first]) => {
      const at = reaches?.get(unit)?.[0];
      return { at: Math.max(0, (at ?? end) - first), event: at !== undefined };
    });
  const survival = kaplanMeier(times);
  const [lower, , upper] = survival.quartiles;
  return {
    n: survival.n,
    reached: survival.events,
    medianMs: survival.median.at ?? null,
    quartilesMs: [lower.at ?? null, upper.at ?? null],
    curve: survival.steps.filter(({ events }) => events > 0).map(({ at, reached }) => [at, reached]),
    target: withinMs === undefined || share === undefined ? null : judge(),
  };

  function judge(): TargetMet {
    const { reached = 0, interval } = getStepAt(survival, withinMs!) ?? {};
    const known = interval ? ([interval.lower, interval.upper] as const) : null;
    return { withinMs: withinMs!, share: share!, reached, interval: known, isMet: reached >= share! };
  }
}
