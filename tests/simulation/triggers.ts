import { EFFECTS, type MeasuredGap } from "../../src/simulation/effects.ts";
import type { LogRow } from "../../src/simulation/rows.ts";

/** A unit's first trigger for a gap, read from the rows by nothing but their names. */
export interface Trigger {
  readonly gap: string;
  /** The user, or the account where the arm is drawn for one. */
  readonly unit: string;
  readonly at: number;
  readonly isHeldOut: boolean;
  readonly opened: number;
  /** Milliseconds from the trigger to the far milestone. */
  readonly reachedAfter: number | undefined;
  /** Guides whose target had not been there, and guides for other gaps, until then. */
  readonly missingBefore: number;
  readonly otherBefore: number;
  /** Pages that the unit's people open in the two weeks after it. */
  readonly pagesAfter: number;
}

/** Gaps of which whole accounts are held out. */
const OF_ACCOUNTS = new Set(["working-alone"]);
const TWO_WEEKS = 14 * 86_400_000;

interface Said {
  readonly name: unknown;
  readonly at: number;
  readonly gap: unknown;
  readonly milestone: unknown;
  readonly occurrence: unknown;
}

/** @param isRepeated All triggers, not the first of each unit in the gap's first occurrence alone. */
export function findTriggers(
  rows: readonly LogRow[],
  gap: string,
  { isRepeated = false }: { readonly isRepeated?: boolean } = {},
): Trigger[] {
  const units = new Map<string, Said[]>();
  for (const { userId, event, type, timestamp, properties, context } of rows) {
    const account = (context as { groupId?: string }).groupId;
    const unit = OF_ACCOUNTS.has(gap) ? account : userId;
    if (typeof unit !== "string") continue;
    const { gap_id, milestone_id, occurrence } = properties as Record<string, unknown>;
    const said = { at: Date.parse(timestamp), gap: gap_id, milestone: milestone_id, occurrence };
    const all = units.get(unit) ?? [];
    units.set(unit, all);
    all.push({ ...said, name: type === "page" ? "page" : event });
  }
  return [...units].flatMap(([unit, said]) => {
    const isTrigger = (one: Said): boolean =>
      one.gap === gap && (one.name === "Guide Shown" || one.name === "Guide Held Out");
    const opening = said.find(({ name, gap: of }) => name === "Gap Opened" && of === gap);
    if (opening?.occurrence !== undefined && !isRepeated) return [];
    const triggers = said.filter(isTrigger);
    return triggers.slice(0, isRepeated ? triggers.length : 1).map(({ name, at }): Trigger => {
      const before = said.filter((one) => one.at <= at);
      const { to } = EFFECTS[gap as MeasuredGap];
      const reached = said.find(
        (one) => one.name === "Milestone Reached" && one.milestone === to && one.at >= at,
      );
      return {
        gap,
        unit,
        at,
        isHeldOut: name === "Guide Held Out",
        // It may have been open already when another browser of theirs was used, which has to tell of it.
        opened: opening?.at ?? at,
        reachedAfter: reached && reached.at - at,
        missingBefore: before.filter((one) => one.name === "Guide Target Missing").length,
        otherBefore: before.filter((one) => one.name === "Guide Shown" && one.gap !== gap).length,
        pagesAfter: said.filter((one) => one.name === "page" && one.at > at && one.at <= at + TWO_WEEKS)
          .length,
      };
    });
  });
}
