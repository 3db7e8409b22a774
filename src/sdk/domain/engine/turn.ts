import { hash128 } from "../lib/hash.ts";
import { toJson } from "../lib/json.ts";
import type { PlanIndex, Watchers } from "../plan/planIndex.ts";
import type { EventFact, Here, Properties, Report, ReportName } from "../state/facts.ts";
import { findAccount, type Scene, type Unit } from "../state/scene.ts";
import type { State } from "../state/state.ts";

/** One fact on its way through the engine: the scene, whom it concerns, and what it gives to report. */
export interface Turn extends Scene {
  /** Those who are to be asked again. */
  fired: Watchers[];
  readonly reports: Report[];
  /** What the fact tells was so before anybody looked. */
  past: boolean;
  /** Something was learnt of earlier times: what is known to be reached may have been so before. */
  revises: boolean;
}

/** Written out: one is made for each fact, and a spread costs ten times as much. */
export const createTurn = (index: PlanIndex, state: State, here: Here, now: number): Turn => ({
  index,
  state,
  here,
  now,
  zone: here.zone,
  calendar: index.calendar,
  account: findAccount(state, here),
  wake: Number.POSITIVE_INFINITY,
  fired: [],
  reports: [],
  past: false,
  revises: false,
});

export function fire({ fired }: Turn, watchers: Watchers): void {
  if (!fired.includes(watchers)) fired.push(watchers);
}

/** What is reported, and when it happened. */
interface Happened {
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
  turn: Turn,
  { kind, id }: Unit,
  round: ReadonlyArray<string | number>,
  happened: Happened,
): void {
  const { product } = turn.index.plan;
  const tuple = [product, kind, id, happened.event, ...round.map(String)];
  report(turn, () => `mp_${hash128(toJson(tuple))}`, happened);
}

/** @param getId Asked only if somebody wants to know: most of what a replay comes to is just counted. */
export function report(
  { index, reports }: Turn,
  getId: () => string,
  { event, at, properties, past }: Happened,
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
