import type { Arm } from "../../facts/rows.ts";
import { type Cluster, clusterDifference } from "../../stats/clusterDifference.ts";
import { newcombe } from "../../stats/newcombe.ts";
import { type SequentialLook, toClusterLook, toSequentialLook } from "../../stats/sequentialInterval.ts";
import type { Reaches } from "../way/reaches.ts";

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
export interface Followed {
  readonly unit: string;
  readonly account: string | null;
  readonly arm: Arm;
  readonly at: number;
}

/** How units are followed. */
export interface Following {
  readonly end: number;
  readonly withinMs: number;
  readonly isClustered: boolean;
  readonly reaches: Reaches | undefined;
}

/** Somebody who was followed for long enough, and whether they came there in time. */
export interface Judged {
  readonly unit: string;
  readonly account: string | null;
  readonly isThere: boolean;
}

/** By arm. */
export type Arms = Readonly<Record<Arm, ReadonlyArray<Followed & Judged>>>;

/** Two arms by who came there in time, of those who were followed for so long; who was not is too young. */
export function compare(
  all: readonly Followed[],
  { end, withinMs, isClustered, reaches }: Following,
): { readonly comparison: Comparison; readonly tooYoung: number; readonly arms: Arms } {
  const arms = { treated: [] as Array<Followed & Judged>, held_out: [] as Array<Followed & Judged> };
  for (const { unit, account, arm, at } of all) {
    if (end - at < withinMs) continue;
    const isThere = reaches?.get(unit)?.some((time) => time >= at && time <= at + withinMs) ?? false;
    arms[arm].push({ unit, account, arm, at, isThere });
  }
  const judged = arms.treated.length + arms.held_out.length;
  const [treated, heldOut] = [toFigure(arms.treated), toFigure(arms.held_out)] as const;
  const known = getDifference(arms, isClustered);
  const comparison = {
    treated,
    heldOut,
    uplift: known?.difference ?? null,
    interval: known ? ([known.lower, known.upper] as const) : null,
  };
  return { comparison, tooYoung: all.length - judged, arms };
}

const toFigure = (arm: Arms[Arm]): ArmFigure => ({
  n: arm.length,
  bridged: arm.filter(({ isThere }) => isThere).length,
});
const toSample = (arm: readonly Judged[]) => ({
  trials: arm.length,
  successes: arm.filter(({ isThere }) => isThere).length,
});

/** The difference of shares with its interval; `undefined` where an arm has too few for one. */
export function getDifference(
  { treated, held_out: heldOut }: Readonly<Record<Arm, readonly Judged[]>>,
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

export function toClusters(arm: readonly Judged[]): Cluster[] {
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

export const getLook = ({ treated, held_out: heldOut }: Arms, isClustered: boolean): SequentialLook =>
  isClustered
    ? toClusterLook(toClusters(treated), toClusters(heldOut))
    : toSequentialLook(toSample(treated), toSample(heldOut));
