import type { GapPlan, Plan } from "../../sdk/domain/plan/plan.ts";
import { drawArm, isOut } from "../facts/exposures.ts";
import type { Arm, Basis, Facts } from "../facts/rows.ts";
import { type Cluster, clusterDifference } from "../stats/clusterDifference.ts";
import { newcombe } from "../stats/newcombe.ts";
import { sampleRatio } from "../stats/sampleRatio.ts";
import { type SequentialLook, toClusterLook, toSequentialLook } from "../stats/sequentialInterval.ts";
import { getReaches, type Reaches } from "./reaches.ts";
import { type Targets, WITHIN_MS } from "./targets.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What a gap's bridge did to its far milestone. */
export interface EffectFigure extends Comparison {
  readonly gap: string;
  readonly basis: Basis;
  /** Success is `to` within so many milliseconds of the first trigger. */
  readonly withinMs: number;
  /** Left out: they had triggers in both arms. */
  readonly mixed: number;
  /** Left out: they were not followed for `withinMs` yet. */
  readonly tooYoung: number;
  /** Left out: the gap was paused at some time in their `withinMs`, as their pages have told. */
  readonly paused: number;
  /** The same for all units whose gap has opened, from then on, by the arm that the hash gives them. */
  readonly opened: Comparison;
  /** Units whose arm is not the one that the hash gives them for the gap's holdout as it is now. */
  readonly disagreeing: readonly Disagreement[];
  /** How probable arms of these sizes are, where they are as drawn; `null` where there are too few to say. */
  readonly ratioP: number | null;
  readonly verdict: Verdict;
}

export interface Disagreement {
  readonly unit: string;
  readonly at: number;
  readonly arm: Arm;
  readonly drawn: Arm;
}

/** Two arms. Their units are people, or accounts where `to` is an account's. */
export interface Comparison {
  readonly treated: ArmFigure;
  readonly heldOut: ArmFigure;
  /** The treated share less that of who was held out, from -1 to 1; `null` where an arm has nobody. */
  readonly uplift: number | null;
  /** Of the uplift, 95 %. */
  readonly interval: readonly [number, number] | null;
}

export interface ArmFigure {
  readonly n: number;
  readonly bridged: number;
}

/** A unit that is followed from a moment on. */
interface Followed {
  readonly unit: string;
  readonly account: string | null;
  readonly arm: Arm;
  readonly at: number;
}

/**
 * The effect of a gap's bridge, by assigned arm: units with a first trigger in the gap's first occurrence, and whether
 * they reached `to` within the gap's `target.within` after it, 14 days by default. Whatever happens after the trigger,
 * a unit stays in its arm. Where whole accounts are held out of a personal milestone, the difference is that of the
 * accounts' shares.
 * SOURCE: Newcombe 1998, Statistics in Medicine 17:873-890, method 10; accounts: see `clusterDifference`.
 */
export function getEffect(facts: Facts, gap: GapPlan, plan: Plan, { gaps }: Targets): EffectFigure {
  const withinMs = gaps[gap.id] ?? WITHIN_MS;
  const triggers = facts.triggers.filter((row) => row.gap === gap.id && !row.isOut);
  const unmixed = triggers.filter(({ isMixed }) => !isMixed);
  const wasPaused = createPauseTest(facts, gap, withinMs);
  const whole = unmixed.filter(({ at }) => !wasPaused(at));
  const isClustered = gap.holdout.byAccount && !isAccounts(gap, plan);
  const follow = { end: facts.end ?? 0, withinMs, isClustered, reaches: getReaches(facts).get(gap.to) };
  const { comparison, tooYoung, arms } = compare(whole, follow);
  const { share } = gap.holdout;
  const disagreeing = whole
    .filter(({ arm, drawn }) => arm !== drawn)
    .map(({ unit, at, arm, drawn }) => ({ unit, at, arm, drawn }));
  const sizes = countArms(whole);
  const ratio = share > 0 && share < 1 && whole.length > 0 ? sampleRatio(sizes, share) : undefined;
  const isMeasured = facts.basis === "recorded" && share > 0;
  const mixed = triggers.length - unmixed.length;
  const alarms = [
    ...(ratio?.isAlarm ? (["ratio"] as const) : []),
    ...(mixed > 0.05 * triggers.length ? (["mixed"] as const) : []),
    ...(disagreeing.length > 0.01 * whole.length ? (["arms"] as const) : []),
  ];
  return {
    gap: gap.id,
    basis: facts.basis,
    withinMs,
    ...comparison,
    mixed,
    tooYoung,
    paused: unmixed.length - whole.length,
    opened: compare(
      getOpened(facts, gap, plan).filter(({ at }) => !wasPaused(at)),
      follow,
    ).comparison,
    disagreeing,
    ratioP: ratio?.isEnough ? ratio.p : null,
    verdict: isMeasured
      ? judge({
          ...comparison,
          look: getLook(arms, isClustered),
          by: isClustered ? "account" : "user",
          share,
          alarms,
          days: getDays(whole, follow),
        })
      : { kind: "not measured" },
  };
}

/** Was the gap paused at some time after this moment in which success counts? That depends on no arm. */
function createPauseTest(
  { pauses = [] }: Partial<Facts>,
  { id }: GapPlan,
  withinMs: number,
): (at: number) => boolean {
  const own = pauses.filter(({ gap }) => gap === id);
  return (at) =>
    own.some(({ from, until }) => from <= at + withinMs && at < (until ?? Number.POSITIVE_INFINITY));
}

interface Following {
  readonly end: number;
  readonly withinMs: number;
  readonly isClustered: boolean;
  readonly reaches: Reaches | undefined;
}

/** By arm: who was followed for long enough, and whether they came there in time. */
type Arms = Readonly<Record<Arm, ReadonlyArray<Followed & { readonly isThere: boolean }>>>;

function compare(
  all: readonly Followed[],
  { end, withinMs, isClustered, reaches }: Following,
): { readonly comparison: Comparison; readonly tooYoung: number; readonly arms: Arms } {
  const old = all
    .filter(({ at }) => end - at >= withinMs)
    .map((one) => {
      const times = reaches?.get(one.unit) ?? [];
      return { ...one, isThere: times.some((time) => time >= one.at && time <= one.at + withinMs) };
    });
  const arms = {
    treated: old.filter(({ arm }) => arm === "treated"),
    held_out: old.filter(({ arm }) => arm === "held_out"),
  };
  const [treated, heldOut] = [toFigure(arms.treated), toFigure(arms.held_out)] as const;
  const known = getDifference(arms, isClustered);
  const comparison = {
    treated,
    heldOut,
    uplift: known?.difference ?? null,
    interval: known ? ([known.lower, known.upper] as const) : null,
  };
  return { comparison, tooYoung: all.length - old.length, arms };
}

const toFigure = (arm: Arms[Arm]): ArmFigure => ({
  n: arm.length,
  bridged: arm.filter(({ isThere }) => isThere).length,
});
const toSample = (arm: Arms[Arm]) => ({
  trials: arm.length,
  successes: arm.filter(({ isThere }) => isThere).length,
});

function getDifference(
  { treated, held_out: heldOut }: Arms,
  isClustered: boolean,
): { readonly difference: number; readonly lower: number; readonly upper: number } | undefined {
  if (isClustered) {
    const [one, other] = [toClusters(treated), toClusters(heldOut)];
    if (one.length < 2 || other.length < 2) return undefined;
    const { difference, interval } = clusterDifference(one, other);
    return { difference, ...interval };
  }
  if (treated.length === 0 || heldOut.length === 0) return undefined;
  return newcombe(toSample(treated), toSample(heldOut));
}

function toClusters(arm: Arms[Arm]): Cluster[] {
  const clusters = new Map<string, { people: number; successes: number }>();
  for (const { account, unit, isThere } of arm) {
    // Who is in no account is one by themselves, as in the draw.
    const key = account ?? unit;
    const cluster = clusters.get(key) ?? { people: 0, successes: 0 };
    clusters.set(key, cluster);
    cluster.people++;
    if (isThere) cluster.successes++;
  }
  return [...clusters.values()];
}

const getLook = ({ treated, held_out: heldOut }: Arms, isClustered: boolean): SequentialLook =>
  isClustered
    ? toClusterLook(toClusters(treated), toClusters(heldOut))
    : toSequentialLook(toSample(treated), toSample(heldOut));

/** All units whose gap has opened, in its first occurrence. */
function getOpened(facts: Facts, gap: GapPlan, plan: Plan): Followed[] {
  return facts.gaps
    .filter((row) => row.gap === gap.id && row.occurrence === 0)
    .filter(({ person, account, opened: at }) => !isOut(plan, { knownAs: person, account, at }))
    .map(({ unit, person, account, opened: at }) => {
      const arm = drawArm(plan, gap, { knownAs: person, account, at });
      return { unit, account, at, arm };
    });
}

const isAccounts = ({ to }: GapPlan, { milestones }: Plan): boolean =>
  milestones.some(({ id, level }) => id === to && level === "account");

const countArms = (units: readonly Followed[]) => ({
  treated: units.filter(({ arm }) => arm === "treated").length,
  control: units.filter(({ arm }) => arm === "held_out").length,
});

/** Days over which these units were triggered, and can be judged. */
function getDays(units: readonly Followed[], { end, withinMs }: Following): number {
  const first = units.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return Math.max(0, (end - withinMs - first) / 86_400_000);
}
