import { type Cluster, clusterDifference } from "../../src/insights/stats/clusterDifference.ts";
import type { Interval } from "../../src/insights/stats/interval.ts";
import { getHybridScore } from "../../src/insights/stats/newcombe.ts";
import { getCritical } from "../../src/insights/stats/normal.ts";
import { sampleSize } from "../../src/insights/stats/sampleSize.ts";
import {
  BURN_IN,
  getSequentialInterval,
  planSequential,
  type SequentialLook,
  toClusterLook,
  toSequentialLook,
} from "../../src/insights/stats/sequentialInterval.ts";

/** What is done a thousand times over. Shares are from 0 to 1. */
export interface Design {
  readonly by: "user" | "account";
  readonly heldOut: number;
  readonly base: number;
  /** What the treated truly reach more. */
  readonly effect: number;
  /** What was planned for. */
  readonly worth: number;
}

/** A row of looks at one experiment, and when each way of looking first took zero for impossible. */
export interface Outcome {
  /** Looks until the planned end. */
  readonly days: number;
  /** The day on which the interval that is shown first left zero out; `undefined` where it never did. */
  readonly shown: number | undefined;
  /** The same for a plain interval, as if each day were the only one. */
  readonly plain: number | undefined;
  /** The same for an asymptotic confidence sequence. */
  readonly mixture: number | undefined;
  /** Whether the plain one left zero out when the sample of who looks once was there, and on which day that was. */
  readonly fixed: { readonly found: boolean; readonly day: number };
  /** Whether all intervals that were shown held the true effect. */
  readonly isCovered: boolean;
}

/** Until the planned end, more or less. */
const DAYS = 60;
const MOST_DAYS = 4 * DAYS;
/** Two people of one account are alike to this degree. */
const CORRELATION = 0.2;
const MOST_PEOPLE = 9;
/** So long after the first the last one of an account may come. */
const SPREAD_DAYS = 20;

interface Day {
  readonly look: SequentialLook;
  readonly plain: Interval;
}

export function runExperiment(design: Design, random: () => number): Outcome {
  const { by, base, worth, heldOut, effect } = design;
  const plan = planSequential({ base, difference: worth }, { heldOut, by });
  const once = sampleSize({ base, difference: worth }, { heldOut });
  const [planned, short] = [
    getInformation(plan.treated, plan.control),
    getInformation(once.treated, once.control),
  ];
  const days: Day[] = [];
  let fixed: Outcome["fixed"] | undefined;
  for (const day of (design.by === "user" ? watchUsers : watchAccounts)(design, plan.total, random)) {
    days.push(day);
    const information = getInformation(day.look.treated.size, day.look.control.size);
    if (information >= short) fixed ??= { found: isAway(day.plain), day: days.length };
    const isEnough = Math.min(day.look.treated.units, day.look.control.units) >= BURN_IN;
    if ((information >= planned && isEnough) || days.length === MOST_DAYS) break;
  }
  const estimates = getSequentialInterval(
    days.map(({ look }) => look),
    plan,
  );
  const find = (is: (index: number) => boolean): number | undefined => {
    const index = days.findIndex((_, i) => is(i));
    return index < 0 ? undefined : index + 1;
  };
  return {
    days: days.length,
    shown: find((i) => isAway(estimates[i]!.interval)),
    plain: find((i) => isAway(days[i]!.plain)),
    mixture: find((i) => isAway(getMixture(days[i]!.look, estimates[i]!.fraction))),
    fixed: fixed ?? { found: false, day: days.length },
    isCovered: estimates.every(({ interval: one }) => !one || (one.lower <= effect && effect <= one.upper)),
  };
}

const isAway = (interval: Interval | undefined): boolean =>
  interval !== undefined && (interval.lower > 0 || interval.upper < 0);

const getInformation = (treated: number, control: number): number => 1 / (1 / treated + 1 / control);

/**
 * For comparison: Waudby-Smith et al. 2024, Annals of Statistics 52:2613-2640, the normal mixture, narrowest at the
 * planned end.
 */
function getMixture({ treated, control }: SequentialLook, fraction: number): Interval | undefined {
  if (Math.min(treated.units, control.units) < BURN_IN) return;
  const narrow = 2 * Math.log(20) + Math.log(1 + 2 * Math.log(20));
  const s = narrow * fraction;
  const critical = Math.sqrt((1 + 1 / s) * (Math.log(s + 1) + 2 * Math.log(20)));
  const variance = (arm: SequentialLook["treated"]): number => (arm.share * (1 - arm.share)) / arm.size;
  const reach = critical * Math.sqrt(variance(treated) + variance(control));
  const difference = treated.share - control.share;
  return { lower: difference - reach, upper: difference + reach };
}

/** As many come each day as fill the plan in time. */
const getComing = (day: number, total: number): number =>
  Math.floor((day * total) / DAYS) - Math.floor(((day - 1) * total) / DAYS);

function* watchUsers(design: Design, total: number, random: () => number): Generator<Day> {
  const arms = { treated: { successes: 0, trials: 0 }, control: { successes: 0, trials: 0 } };
  const critical = getCritical(0.95);
  for (let day = 1; ; day++) {
    for (let n = getComing(day, total); n > 0; n--) {
      const name = random() < design.heldOut ? "control" : "treated";
      arms[name].trials++;
      if (random() < getShare(design, name)) arms[name].successes++;
    }
    const { treated, control } = arms;
    if (treated.trials === 0 || control.trials === 0) continue;
    const look = toSequentialLook(treated, control);
    yield { look, plain: getHybridScore(look.treated, look.control, critical) };
  }
}

const getShare = ({ base, effect }: Design, arm: "treated" | "control"): number =>
  arm === "treated" ? base + effect : base;

/** What a mean account tells, over what one independent user does: the more its people are alike, the less. */
const getWorthOfAccount = (): number => {
  const sizes = Array.from({ length: MOST_PEOPLE }, (_, i) => i + 1);
  const inverse = sizes.reduce((sum, size) => sum + 1 / size, 0) / MOST_PEOPLE;
  return 1 / (CORRELATION + (1 - CORRELATION) * inverse);
};

function* watchAccounts(design: Design, total: number, random: () => number): Generator<Day> {
  const arms = { treated: [] as MutableCluster[], control: [] as MutableCluster[] };
  const coming = new Map<number, Array<readonly [account: MutableCluster, share: number]>>();
  const expect = (day: number, account: MutableCluster, share: number): void =>
    void coming.set(day, [...(coming.get(day) ?? []), [account, share]]);
  for (let day = 1; ; day++) {
    for (let n = getComing(day, total / getWorthOfAccount()); n > 0; n--) {
      const name = random() < design.heldOut ? "control" : "treated";
      const [account, share] = [{ successes: 0, people: 0 }, getShare(design, name)];
      arms[name].push(account);
      expect(day, account, share);
      for (let more = Math.floor(random() * MOST_PEOPLE); more > 0; more--)
        expect(day + Math.floor(random() * SPREAD_DAYS), account, share);
    }
    for (const [account, share] of coming.get(day) ?? []) {
      // Pólya's urn: successes of an account make more of them likely, to the degree of the correlation.
      const balls = 1 / CORRELATION - 1;
      const isSuccess = random() < (share * balls + account.successes) / (balls + account.people);
      account.people++;
      if (isSuccess) account.successes++;
    }
    coming.delete(day);
    if (arms.treated.length < 2 || arms.control.length < 2) continue;
    const plain = clusterDifference(arms.treated, arms.control).interval;
    yield { look: toClusterLook(arms.treated, arms.control), plain };
  }
}

type MutableCluster = { -readonly [K in keyof Cluster]: Cluster[K] };
