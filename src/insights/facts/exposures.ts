import type { Person } from "../../replay/person.ts";
import { getSeason } from "../../sdk/domain/engine/holdout.ts";
import { toShare } from "../../sdk/domain/lib/toShare.ts";
import type { GapPlan, Holdout, Plan } from "../../sdk/domain/plan/plan.ts";
import { getId } from "./identities.ts";
import type { Arm, ExposureRow, ShownRow, TriggerRow } from "./rows.ts";

/** Counts each guide that was shown for a gap, or held out, once for each person, arm and occurrence. */
export interface Exposures {
  note(who: Person, exposure: Exposure): void;
  getRows(): ExposureRow[];
}

export interface Exposure extends Omit<ExposureRow, "unit" | "person" | "times"> {
  /** The account, where the unit is one. */
  readonly ofAccount: string | undefined;
}

interface Known {
  readonly who: Person;
  readonly exposure: Exposure;
  times: number;
}

export function createExposures(): Exposures {
  const known = new Map<string, Known>();
  return {
    note(who, exposure) {
      const { gap, guide, arm, isFirst, ofAccount = "" } = exposure;
      const key = `${who.number} ${gap} ${guide} ${arm} ${isFirst} ${exposure.isOut} ${ofAccount}`;
      const before = known.get(key);
      if (before) before.times++;
      else known.set(key, { who, exposure, times: 1 });
    },
    getRows: () =>
      [...known.values()].map(({ who, exposure: { ofAccount, ...exposure }, times }) => {
        const person = getId(who);
        return { ...exposure, person, unit: ofAccount ?? person, times };
      }),
  };
}

/** Counts each guide that was shown, once for each person. */
export interface Showings {
  note(who: Person, guide: string, at: number): void;
  getRows(): ShownRow[];
}

export function createShowings(): Showings {
  const known = new Map<
    string,
    { readonly who: Person; readonly guide: string; readonly at: number; times: number }
  >();
  return {
    note(who, guide, at) {
      const key = `${who.number} ${guide}`;
      const before = known.get(key);
      if (before) before.times++;
      else known.set(key, { who, guide, at, times: 1 });
    },
    getRows: () => [...known.values()].map(({ who, ...row }) => ({ ...row, person: getId(who) })),
  };
}

/**
 * Each unit's first trigger in the first occurrence of a gap. A unit with triggers in both arms has the earlier one.
 * @param former Plans before this one: what pages have reported under one of them is drawn by its own holdout.
 */
export function toTriggers(
  exposures: readonly ExposureRow[],
  plan: Plan,
  former: readonly Plan[] = [],
): TriggerRow[] {
  const first = new Map<string, ExposureRow>();
  const mixed = new Set<string>();
  const [exemptGaps, exemptGuides] = [plan.gaps, plan.guides].map(
    (all) => new Set(all.flatMap(({ id, exempt }) => (exempt ? id : []))),
  ) as [Set<string>, Set<string>];
  for (const exposure of exposures) {
    if (!exposure.isFirst || exemptGaps.has(exposure.gap) || exemptGuides.has(exposure.guide)) continue;
    const key = JSON.stringify([exposure.gap, exposure.unit, exposure.isOut]);
    const before = first.get(key);
    if (before && before.arm !== exposure.arm) mixed.add(key);
    if (!before || exposure.at < before.at) first.set(key, exposure);
  }
  const gaps = new Map(plan.gaps.map((gap) => [gap.id, gap]));
  const isNow = ({ planVersion }: ExposureRow): boolean => planVersion === plan.version;
  return [...first].map(([key, exposure]) => {
    const { knownAs, isFirst: _, times: __, ...trigger } = exposure;
    const now = gaps.get(trigger.gap)!;
    const own = isNow(exposure) ? undefined : findFormer(former, exposure);
    const [of, gap] = own ?? [plan, now];
    return {
      ...trigger,
      drawn: drawArm(of, gap, { ...trigger, knownAs }),
      lot: getLot(of, gap, { ...trigger, knownAs }),
      isMixed: mixed.has(key),
      ...(own && { ofFormer: drawsAlike([plan, now], own) ? ("same" as const) : ("other" as const) }),
    };
  });
}

type PlannedGap = readonly [plan: Plan, gap: GapPlan];

function findFormer(former: readonly Plan[], { planVersion, gap: id }: ExposureRow): PlannedGap | undefined {
  const plan = former.find(({ version }) => version === planVersion);
  const gap = plan?.gaps.find((one) => one.id === id);
  return plan && gap && [plan, gap];
}

/** Do both plans draw everybody into the same arm? */
const drawsAlike = (...both: readonly [PlannedGap, PlannedGap]): boolean => {
  const [one, other] = both.map(([plan, gap]) =>
    JSON.stringify([plan.product, plan.holdout, getHoldout(plan, gap), gap.exempt ?? false]),
  );
  return one === other;
};

type Who = Pick<ExposureRow, "knownAs" | "account" | "at">;

/** The arm of a unit by the hash alone: what the engine draws at its first trigger. */
export const drawArm = (plan: Plan, gap: GapPlan, who: Who): Arm => createDraw(plan, gap)(who);

/** As `drawArm`, for very many. */
export function createDraw(plan: Plan, gap: GapPlan): (who: Who) => Arm {
  const own = getHoldout(plan, gap);
  const names = [gap.id];
  return (who) => (isOut(plan, who) || isIn(plan, own, names, who) ? "held_out" : "treated");
}

const getLot = (plan: Plan, gap: GapPlan, who: Who): number =>
  toLot(plan, getHoldout(plan, gap), [gap.id], who);

function getHoldout({ milestones }: Plan, { to, holdout }: GapPlan): Holdout {
  const ofAccount = milestones.some(({ id, level }) => id === to && level === "account");
  return ofAccount ? { ...holdout, byAccount: true } : holdout;
}

/** Does the hash hold them out of the whole programme, in the season of that time? */
export function isOut(plan: Plan, who: Who): boolean {
  if (plan.holdout.share === 0) return false;
  const season = getSeason(plan.holdout, who.at);
  return isIn(plan, plan.holdout, season ? ["*", season] : ["*"], who);
}

function isIn(plan: Plan, holdout: Holdout, names: readonly string[], who: Who): boolean {
  const { share, until } = holdout;
  if (share === 0 || (until !== undefined && who.at >= until)) return false;
  return toLot(plan, holdout, names, who) < share;
}

const toLot = (
  { product }: Plan,
  { byAccount }: Holdout,
  names: readonly string[],
  { knownAs, account }: Who,
): number => toShare(product, ...names, (byAccount && account) || knownAs);
