import { hash128 } from "../lib/hash.ts";
import { toJson } from "../lib/json.ts";
import type { GapPlan, MilestonePlan, Plan } from "../plan/plan.ts";
import type { Watchers } from "../plan/planIndex.ts";
import type { WatchTable } from "../plan/watchTable.ts";
import type { Abilities } from "../state/abilities.ts";
import { type EvalContext, findAccount, type Known, type Unit } from "../state/evalContext.ts";
import type { EventFact, Here, Properties, Report, ReportName } from "../state/facts.ts";
import type { State } from "../state/state.ts";
import type { Clocks } from "../time/calendar.ts";
import type { Told } from "./told.ts";

/** The mutable working set of one fact on its way through the engine: what is to be evaluated again, and its reports. */
export interface Transition extends EvalContext {
  readonly abilities: Features;
  /** What is to be evaluated again: each once, in the order in which it was marked. */
  dirty: Watchers[];
  readonly reports: Report[];
  /** All that the fact tells was so before anybody looked. */
  past: boolean;
  /** What of that which was told is news, and what was so before. Left out: all of it is news. */
  told: Told | undefined;
  /** Something was learnt of earlier times: what is known to be reached may have been so before. */
  learnsOfPast: boolean;
}

/** All that an engine is able to do beside what every plan asks. */
export interface Features extends Abilities {
  /** Opens those of these milestones again that have not held for as long as they are given. */
  readonly lapse: ((transition: Transition, milestones: readonly MilestonePlan[]) => void) | undefined;
  /** Keeps the clock of a gap that has started, where what has started it may lapse. */
  readonly keepClock: ((transition: Transition, gap: GapPlan, clock: number) => void) | undefined;
  /** Tells of a rise or a fall on the ladder of segments. */
  readonly noteSegment: ((transition: Transition) => void) | undefined;
  /** Finds out who looks at what in a plan; without it, the plan has to carry that. */
  readonly createWatchTable: ((plan: Plan) => WatchTable) | undefined;
  /** The clocks of an IANA time zone; without it, all but those of the place itself are UTC. */
  readonly createClocks: ((zone: string) => Clocks) | undefined;
}

/** What an engine was made of. */
export interface KnownToEngine extends Known {
  readonly abilities: Features;
}

/** Written out: one is made for each fact, and a spread costs ten times as much. */
export const createTransition = (
  { index, abilities }: KnownToEngine,
  state: State,
  here: Here,
  now: number,
): Transition => ({
  index,
  abilities,
  state,
  here,
  now,
  zone: here.zone,
  calendar: index.calendar,
  account: findAccount(state, here),
  wake: Number.POSITIVE_INFINITY,
  dirty: [],
  reports: [],
  past: false,
  told: undefined,
  learnsOfPast: false,
});

export function markDirty({ dirty: fired }: Transition, watchers: Watchers): void {
  if (!fired.includes(watchers)) fired.push(watchers);
}

/** What is reported, and when it happened. */
interface ReportInput {
  readonly event: ReportName;
  readonly at: number;
  readonly properties: Properties;
  /** It happened before anybody looked. */
  readonly past?: boolean;
}

/**
 * Reports what happens once to a unit: two tabs, two devices and the receiver that notice the same thing give it the
 * same id. `round` tells it from others of its kind.
 */
export function reportOnce(
  transition: Transition,
  { kind, id }: Unit,
  round: ReadonlyArray<string | number>,
  input: ReportInput,
): void {
  const { product } = transition.index.plan;
  const tuple = [product, kind, id, input.event, ...round.map(String)];
  report(transition, () => `mp_${hash128(toJson(tuple))}`, input);
}

/** @param getId Asked only if somebody wants to know: most of what a replay comes to is just counted. */
export function report(
  { index, reports }: Transition,
  getId: () => string,
  { event, at, properties, past }: ReportInput,
): void {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(properties))
    if (properties[name] !== undefined) known[name] = properties[name];
  known.plan_version = index.plan.version;
  let id: string | undefined;
  reports.push({
    event,
    get id() {
      id ??= getId();
      return id;
    },
    at,
    properties: known,
    ...(past && { past }),
  });
}

/** A report as an event: the SDK's own happenings count like the vendor's. */
export const toEvent = (report: Report): EventFact => ({
  kind: "event",
  name: report.event,
  properties: report.properties,
  at: report.at,
  get id() {
    return report.id;
  },
  own: true,
});
