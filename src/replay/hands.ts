import { isHeldOut } from "../sdk/domain/decide/heldOut.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import { isOpen, toArm } from "../sdk/domain/engine/gaps.ts";
import { getSeason, isOut, mayHoldOut } from "../sdk/domain/engine/holdout.ts";
import type { GapPlan, HandRung } from "../sdk/domain/plan/plan.ts";
import { type EvalContext, getGap, getReached, getUnit } from "../sdk/domain/state/evalContext.ts";
import type { Properties, Report, ReportName } from "../sdk/domain/state/facts.ts";
import { createHandId } from "./handIds.ts";
import {
  createHandMemory,
  createKnown,
  type HandedGap,
  isSeen,
  type Known,
  type Said,
} from "./handMemory.ts";
import type { Person } from "./person.ts";

/**
 * The steps of bridges that lead beyond the page. A page knows nothing of them: whoever stays in a gap for long enough is
 * handed on here, or held out as they would be of a guide.
 */
export interface HandNotes {
  /** Something was shown for a gap, or held out: times count from there, and it settles the arm. */
  see(person: Person, said: Said): void;
  /** The first turned out to be the second. */
  join(one: Person, other: Person): void;
  /** The next moment at which time alone may hand somebody on, in epoch milliseconds. */
  getWake(person: Person): number;
  /** Who is handed on now, or held out. */
  note(person: Person): Report[];
  /** Ids of all that is not to be done any more, or not yet: their gap does not stand open. */
  getMoot(person: Person): string[];
}

export interface HandNotesOptions {
  readonly engine: Engine;
  /** Gaps that a page alone sees opening: it is taken at its word, and the engine is not. */
  readonly untold?: ReadonlySet<string> | undefined;
}

/** `undefined` where no bridge of the plan hands anybody on. */
export function createHandNotes({ engine, untold }: HandNotesOptions): HandNotes | undefined {
  const { plan } = engine;
  const gaps = plan.gaps.filter((gap): gap is HandedGap => (gap.hands?.length ?? 0) > 0);
  if (gaps.length === 0) return undefined;
  const isUntold = ({ id }: GapPlan): boolean => untold?.has(id) === true;
  const memory = createHandMemory(plan, isUntold);
  const wakes = new WeakMap<Person, number>();
  const look = ({ state, here }: Person): EvalContext => engine.look(state, here, state.now);

  /** Since when it stands open for them; `undefined` where it does not. */
  function getOpened(scene: EvalContext, gap: GapPlan, known: Known): number | undefined {
    if (getReached(scene, gap.to) !== undefined) return undefined;
    if (isUntold(gap)) return known.opened;
    return isOpen(scene, gap) ? getGap(scene, gap)?.opened : undefined;
  }

  function noteGap(person: Person, scene: EvalContext, gap: HandedGap): Report[] {
    const known = memory.get(scene, gap, person);
    if (known === undefined || gap.status === "paused" || plan.status === "paused") return [];
    const opened = getOpened(scene, gap, known);
    if (opened === undefined) return isUntold(gap) ? endUntold(scene, gap, known) : [];
    return gap.hands
      .filter(({ name }) => !known.done.has(name))
      .flatMap((rung) => {
        const turn = getTurn(known, rung, opened, scene.now);
        if (turn <= scene.now) return handOn(scene, gap, rung, known, opened);
        scene.wake = Math.min(scene.wake, turn);
        return [];
      });
  }

  return {
    see(person, said) {
      if (!isSeen(said)) return;
      const gap = gaps.find(({ id }) => id === said.properties.gap_id);
      if (gap) memory.see(look(person), gap, person, said);
    },
    join(one, other) {
      for (const gap of gaps) memory.join(gap, one, other);
    },
    getWake: (person) => wakes.get(person) ?? Number.POSITIVE_INFINITY,
    note(person) {
      const scene = look(person);
      const reports = gaps.flatMap((gap) => noteGap(person, scene, gap));
      wakes.set(person, scene.wake);
      return reports;
    },
    getMoot(person) {
      const scene = look(person);
      return gaps.flatMap((gap) => {
        const known = memory.get(scene, gap, person);
        if (known === undefined) return [];
        const isThere = getOpened(scene, gap, known) !== undefined;
        return gap.hands
          .filter(({ name }) => !isThere || !known.done.has(name))
          .map(({ name }) => getId(scene, gap, known, "Bridge Handed On", name));
      });
    },
  };
}

/**
 * When each rung hands somebody on who stays in the gap, by its name; none where it does not stand open for them, is
 * paused, or holds them out.
 */
export function getTurns(scene: EvalContext, gap: GapPlan, known: Known): ReadonlyMap<string, number> {
  const { hands = [], status } = gap;
  const opened = getGap(scene, gap)?.opened;
  const isIdle = hands.length === 0 || status === "paused" || scene.index.plan.status === "paused";
  if (isIdle || opened === undefined || !isOpen(scene, gap) || draw(scene, gap, known).isOut) return NO_TURNS;
  return new Map(hands.map((rung) => [rung.name, getTurn(known, rung, opened, scene.now)]));
}

const NO_TURNS: ReadonlyMap<string, number> = new Map();

/** When a rung's time comes, as far as is known by now. */
function getTurn({ shown }: Known, { behind, after }: HandRung, opened: number, now: number): number {
  const times = behind.flatMap((id) => shown.get(id) ?? []).filter((at) => at <= now);
  return (times.length > 0 ? Math.min(...times) : opened) + after;
}

/** Nobody else says of it that it is bridged, while the page is away. */
function endUntold(scene: EvalContext, gap: HandedGap, known: Known): Report[] {
  const at = getReached(scene, gap.to);
  if (at === undefined || known.opened === undefined || known.done.size === 0) return [];
  const elapsed = { elapsed_ms: Math.max(0, at - known.opened) };
  const when = Math.max(at, known.opened);
  const report = createReport(scene, gap, known, { event: "Gap Bridged", at: when, properties: elapsed });
  Object.assign(known, createKnown(known.since));
  return [report];
}

function handOn(
  scene: EvalContext,
  gap: HandedGap,
  { hand, name, note }: HandRung,
  known: Known,
  opened: number,
): Report {
  const { now, index } = scene;
  const { mayHold, isOfProgramme, isOut: isOutNow } = draw(scene, gap, known);
  known.done.add(name);
  // Of the programme's nothing is kept: the next season draws anew.
  if (mayHold && !isOfProgramme) known.arm ??= { at: now, isHeldOut: isOutNow };
  const season = getSeason(index.plan.holdout, now);
  const properties = {
    hand,
    note,
    guides: getShown(known, now),
    elapsed_ms: now - opened,
    ...(mayHold && {
      arm: toArm(scene, gap, isOutNow),
      held_out_by: isOfProgramme ? "programme" : undefined,
      season: season || undefined,
    }),
  };
  const event = isOutNow ? "Bridge Held Out" : "Bridge Handed On";
  return createReport(scene, gap, known, { event, name, at: now, properties });
}

interface Draw {
  /** Does any holdout touch the gap? */
  readonly mayHold: boolean;
  /** Is it the programme's that holds them out? */
  readonly isOfProgramme: boolean;
  readonly isOut: boolean;
}

/** Whether somebody is held out: as their first trigger has settled, else as would be drawn now. */
function draw(scene: EvalContext, gap: GapPlan, { arm }: Known): Draw {
  const mayHold = mayHoldOut(gap, {});
  const settled = arm && arm.at <= scene.now ? arm.isHeldOut : undefined;
  const isOfProgramme = mayHold && isOut(scene);
  return {
    mayHold,
    isOfProgramme,
    isOut: isOfProgramme || (mayHold && (settled ?? isHeldOut(scene, gap, {}))),
  };
}

/** In the order in which they were shown; `undefined` where none was. */
function getShown({ shown }: Known, now: number): string[] | undefined {
  const past = [...shown].filter(([, at]) => at <= now);
  past.sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
  return past.length > 0 ? past.map(([id]) => id) : undefined;
}

const getRound = ({ since }: Known): string | undefined =>
  since === 0 ? undefined : new Date(since).toISOString();

function getId(scene: EvalContext, gap: GapPlan, known: Known, event: ReportName, name?: string): string {
  const { product } = scene.index.plan;
  const unit = getUnit(scene, gap.to)!;
  return createHandId({ product, unit, event, gap: gap.id, round: getRound(known), name });
}

interface ReportOf {
  readonly event: ReportName;
  /** Of the rung. */
  readonly name?: string;
  readonly at: number;
  readonly properties: Properties;
}

function createReport(scene: EvalContext, gap: GapPlan, known: Known, of: ReportOf): Report {
  const { event, name, at } = of;
  const properties = {
    gap_id: gap.id,
    from: gap.from,
    milestone_id: gap.to,
    occurrence: getRound(known),
    ...of.properties,
    plan_version: scene.index.plan.version,
  };
  const said = Object.entries(properties).filter(([, value]) => value !== undefined);
  return { event, id: getId(scene, gap, known, event, name), at, properties: Object.fromEntries(said) };
}
