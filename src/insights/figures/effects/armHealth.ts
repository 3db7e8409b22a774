import type { Arm, TriggerRow } from "../../facts/rows.ts";
import { chiSquareTail } from "../../stats/chiSquare.ts";
import { sampleRatio } from "../../stats/sampleRatio.ts";
import { groupBy } from "../groupBy.ts";
import type { Followed } from "./comparison.ts";

/** Units of one kind whose arms do not have the sizes that the draw gives them. */
export interface OddStratum {
  /** What they have in common. */
  readonly by: "sdkVersion" | "browser";
  readonly name: string;
  readonly treated: number;
  readonly heldOut: number;
  /** How probable it is that they differ so much from all other pages. */
  readonly p: number;
}

/** Of all units whose gap has opened, how many came to the frame in which the bridge is shown. */
export interface TriggerRates {
  readonly treated: TriggerRate;
  readonly heldOut: TriggerRate;
  /** How probable rates that differ so much are, where the arms are alike; `null` where too few tell. */
  readonly p: number | null;
}

export interface TriggerRate {
  readonly opened: number;
  readonly triggered: number;
}

/** Arms that are as they should be raise an alarm once in a thousand gaps. */
const ALARM = 0.001;
/** Of two parts that differ, the one that is not as drawn is meant. */
const UNLIKELY = 0.01;
/** Cochran's rule. */
const ENOUGH = 5;

/**
 * What was drawn: where whole accounts are, each once. Their people came to their arm together, so that counting people
 * would take a few large accounts for broken arms.
 */
export const toDrawn = <T extends { readonly unit: string; readonly account: string | null }>(
  units: readonly T[],
): T[] => [...new Map(units.map((one) => [one.account ?? one.unit, one])).values()];

/**
 * The strata, by version of Milepost and by browser, whose arms have other sizes than were drawn and than those of all
 * other pages. A page that loses one arm's reports in one browser alone may not be seen in the whole; and what the whole
 * has by luck, each part of it has too. The alarm is 0.001 for all strata of a gap together (Bonferroni).
 * SOURCE: see `sampleRatio`; held against the others by Pearson's test of a table of four (1900).
 * @param heldOut The share that was to be held out, between 0 and 1.
 * @param ofAccounts Whole accounts are drawn, and people counted.
 */
export function getOddStrata(
  triggers: readonly TriggerRow[],
  heldOut: number,
  ofAccounts: boolean,
): OddStratum[] {
  const all = countBy(triggers, () => "", ofAccounts).get("") ?? NOBODY;
  const strata = (["sdkVersion", "browser"] as const).flatMap((by) =>
    [...countBy(triggers, (row) => row[by] ?? "", ofAccounts)].flatMap(([name, arms]) => {
      if (name === "") return [];
      const ratio = sampleRatio({ treated: arms.treated, control: arms.heldOut }, heldOut);
      const others = ofAccounts
        ? (countBy(triggers, (row) => `${row[by] !== name}`, true).get("true") ?? NOBODY)
        : { treated: all.treated - arms.treated, heldOut: all.heldOut - arms.heldOut };
      const p = compareRates(toRate(arms), toRate(others));
      return ratio.isEnough && p !== null ? [{ by, name, ...arms, p, isDrawn: ratio.p > UNLIKELY }] : [];
    }),
  );
  return strata
    .filter(({ p, isDrawn }) => !isDrawn && p < ALARM / strata.length)
    .map(({ isDrawn: _, ...stratum }) => stratum);
}

const toRate = ({
  treated,
  heldOut,
}: {
  readonly treated: number;
  readonly heldOut: number;
}): TriggerRate => ({
  opened: treated + heldOut,
  triggered: treated,
});

/**
 * Plans before this one that held out another share, by their versions. An arm is a hash below a share: where the arms
 * of a plan are not those of the share of now, and one other share gives all of them, that is what the plan had.
 * @param version Of the plan of now.
 */
export function findOtherShares(triggers: readonly TriggerRow[], version: string): ReadonlySet<string> {
  const others = new Set<string>();
  for (const [name, own] of groupBy(triggers, ({ planVersion }) => planVersion ?? "")) {
    if (name === "" || name === version || own.every(({ arm, drawn }) => arm === drawn)) continue;
    const getLots = (which: Arm): number[] => own.flatMap(({ arm, lot }) => (arm === which ? lot : []));
    const [held, treated] = [getLots("held_out"), getLots("treated")];
    if (held.length === 0 || treated.length === 0) continue;
    const highest = held.reduce((most, lot) => Math.max(most, lot), 0);
    if (treated.every((lot) => lot > highest)) others.add(name);
  }
  return others;
}

interface ArmSizes {
  readonly treated: number;
  readonly heldOut: number;
}

const NOBODY: ArmSizes = { treated: 0, heldOut: 0 };

/** The arms' sizes in each part, by its name; accounts count once in each part in which they have anybody. */
function countBy(
  triggers: readonly TriggerRow[],
  getName: (row: TriggerRow) => string,
  ofAccounts: boolean,
): ReadonlyMap<string, ArmSizes> {
  const groups = new Map<string, { treated: number; heldOut: number }>();
  const count = (name: string, arm: Arm): void => {
    let own = groups.get(name);
    if (!own) groups.set(name, (own = { treated: 0, heldOut: 0 }));
    own[arm === "treated" ? "treated" : "heldOut"]++;
  };
  if (!ofAccounts) for (const row of triggers) count(getName(row), row.arm);
  else
    for (const [name, own] of groupBy(triggers, getName))
      for (const { arm } of toDrawn(own)) count(name, arm);
  return groups;
}

/**
 * How many of each arm came to their first trigger, of all whose gap has opened. The draw has no part in whether
 * somebody comes there: where the rates differ, one arm's triggers are lost or counted otherwise, and who is compared is
 * not alike. A unit counts in the arm that its trigger has, else in that which the hash gives it.
 * SOURCE: Pearson 1900, the chi-square test of a table of four; Fabijan et al. 2019, KDD '19:2156-2164.
 * @param opened All units whose gap has opened, in the arm that the hash gives them.
 * @param triggers Those of the gap.
 * @param ofAccounts Whole accounts are drawn: one counts once, and has come there where anybody of it has.
 */
export function getTriggerRates(
  opened: readonly Followed[],
  triggers: readonly TriggerRow[],
  ofAccounts: boolean,
): TriggerRates {
  const known = new Map(triggers.map((row) => [row.unit, row.arm]));
  const all = opened.map(({ unit, account, arm }) => {
    const came = known.get(unit);
    return { unit, account, arm: came ?? arm, isTriggered: came !== undefined };
  });
  // Of an account somebody has come there, or nobody: who has stands last.
  const units = ofAccounts ? toDrawn(all.toSorted((a, b) => +a.isTriggered - +b.isTriggered)) : all;
  const counts = { treated: { opened: 0, triggered: 0 }, held_out: { opened: 0, triggered: 0 } };
  for (const { arm, isTriggered } of units) {
    counts[arm].opened++;
    if (isTriggered) counts[arm].triggered++;
  }
  const [treated, heldOut] = [counts.treated, counts.held_out];
  return { treated, heldOut, p: compareRates(treated, heldOut) };
}

export const doRatesDiffer = ({ p }: TriggerRates): boolean => p !== null && p < ALARM;

function compareRates(one: TriggerRate, other: TriggerRate): number | null {
  const [opened, triggered] = [one.opened + other.opened, one.triggered + other.triggered];
  const least = Math.min(one.opened, other.opened) * Math.min(triggered, opened - triggered);
  if (opened === 0 || least < ENOUGH * opened) return null;
  const share = triggered / opened;
  const chiSquare = [one, other].reduce(
    (sum, arm) => sum + (arm.triggered - share * arm.opened) ** 2 / (arm.opened * share * (1 - share)),
    0,
  );
  return chiSquareTail(chiSquare, 1);
}
