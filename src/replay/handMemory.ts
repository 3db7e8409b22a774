import { toJson } from "../sdk/domain/lib/json.ts";
import type { GapPlan, HandRung, Plan } from "../sdk/domain/plan/plan.ts";
import { type EvalContext, getGap, getUnit } from "../sdk/domain/state/evalContext.ts";
import type { Properties } from "../sdk/domain/state/facts.ts";
import type { Person } from "./person.ts";

export type HandedGap = GapPlan & { readonly hands: readonly HandRung[] };

/** What was said of a gap: in a row, or by the engine. */
export interface Said {
  readonly name: string;
  readonly properties: Properties;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is known of a unit in an occurrence of a gap. */
export interface Known {
  /** Since when it is in this occurrence; 0 for the first. */
  since: number;
  /** When a page said that it opened. */
  opened: number | undefined;
  /** When guides were shown or held out first. */
  shown: Map<string, number>;
  arm: { readonly at: number; readonly isHeldOut: boolean } | undefined;
  /** Names of the rungs that were done. */
  done: Set<string>;
}

/** What units were shown, and in which arm they are. */
export interface HandMemory {
  /** `undefined` where the gap is an account's and none is known. */
  get(scene: EvalContext, gap: GapPlan, person: Person): Known | undefined;
  /** Takes in what was shown or held out, and what a page has seen opening. */
  see(scene: EvalContext, gap: GapPlan, person: Person, said: Said): void;
  /** The first turned out to be the second. */
  join(gap: GapPlan, one: Person, other: Person): void;
}

/** By what is said: was it held out? */
const TRIGGERS: ReadonlyMap<string, boolean> = new Map([
  ["Guide Shown", false],
  ["Guide Held Out", true],
  ["Bridge Handed On", false],
  ["Bridge Held Out", true],
]);

/** Is it one of those that the memory takes in? */
export const isSeen = ({ name }: Said): boolean => TRIGGERS.has(name) || name === "Gap Opened";

/** @param isUntold Does a page alone see the gap opening? */
export function createHandMemory({ guides }: Plan, isUntold: (gap: GapPlan) => boolean): HandMemory {
  const exempt = new Set(guides.flatMap((guide) => (guide.exempt ? guide.id : [])));
  /** By gap and unit. A person is one also under another id. */
  const all = new Map<string, Known>();
  const getUserKey = ({ id }: GapPlan, { number }: Person): string => toJson([id, "user", number]);

  function get(scene: EvalContext, gap: GapPlan, person: Person): Known | undefined {
    const unit = getUnit(scene, gap.to);
    if (unit === undefined) return undefined;
    const key = unit.kind === "user" ? getUserKey(gap, person) : toJson([gap.id, "account", unit.id]);
    const before = all.get(key);
    const since = isUntold(gap) ? (before?.since ?? 0) : (getGap(scene, gap)?.since ?? 0);
    const known = before?.since === since ? before : createKnown(since);
    all.set(key, known);
    return known;
  }

  return {
    get,
    see(scene, gap, person, said) {
      const known = get(scene, gap, person);
      if (known === undefined || said.at < known.since) return;
      const isHeldOut = TRIGGERS.get(said.name);
      if (isHeldOut !== undefined) see(known, said, isHeldOut, gap.exempt === true, exempt);
      else if (isUntold(gap)) open(known, said);
    },
    join(gap, one, other) {
      const [from, to] = [getUserKey(gap, one), getUserKey(gap, other)];
      const known = all.get(from);
      if (known === undefined) return;
      all.delete(from);
      all.set(to, joinKnown(known, all.get(to)));
    },
  };
}

export const createKnown = (since: number): Known => ({
  since,
  opened: undefined,
  shown: new Map(),
  arm: undefined,
  done: new Set(),
});

function see(
  known: Known,
  { properties: { guide_id: guide, self_opened, held_out_by }, at }: Said,
  isHeldOut: boolean,
  isExempt: boolean,
  exempt: ReadonlySet<string>,
): void {
  if (self_opened === true) return;
  const id = `${guide}`;
  if (guide !== undefined) known.shown.set(id, Math.min(known.shown.get(id) ?? at, at));
  // These settle no arm.
  if (isExempt || exempt.has(id) || held_out_by === "programme") return;
  known.arm ??= { at, isHeldOut };
}

function open(known: Known, { properties: { occurrence }, at }: Said): void {
  const since = typeof occurrence === "string" ? Date.parse(occurrence) : 0;
  if (Number.isNaN(since) || since < known.since) return;
  if (since > known.since) Object.assign(known, createKnown(since));
  known.opened = Math.min(known.opened ?? at, at);
}

/** What was known of somebody under two ids. */
function joinKnown(one: Known, other: Known | undefined): Known {
  if (other === undefined || one.since > other.since) return one;
  if (one.since < other.since) return other;
  const [arm] = [one.arm, other.arm].flatMap((known) => known ?? []).sort((a, b) => a.at - b.at);
  const shown = new Map(other.shown);
  for (const [id, at] of one.shown) shown.set(id, Math.min(shown.get(id) ?? at, at));
  const opened = Math.min(one.opened ?? Number.POSITIVE_INFINITY, other.opened ?? Number.POSITIVE_INFINITY);
  return {
    since: one.since,
    opened: Number.isFinite(opened) ? opened : undefined,
    shown,
    arm,
    done: new Set([...one.done, ...other.done]),
  };
}
