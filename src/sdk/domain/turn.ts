import type { EventFact, Properties, Report, ReportName } from "./facts.ts";
import { hash128 } from "./hash.ts";
import { createScene, type Scene } from "./scene.ts";

/** One fact on its way through the engine: the scene, what it has set off, and what it gives to report. */
export interface Turn extends Scene {
  /** What may have changed an answer and was not looked into yet. */
  readonly fired: Set<string>;
  readonly reports: Report[];
}

export const createTurn = (...scene: Parameters<typeof createScene>): Turn =>
  Object.assign(createScene(...scene), { fired: new Set<string>(), reports: [] });

/**
 * The id of what happens once to a unit: two tabs, two devices and the receiver that notice the same thing give it the
 * same one.
 */
export const getReportId = (product: string, ...tuple: ReadonlyArray<string | number>): string =>
  `mp_${hash128(JSON.stringify([product, ...tuple.map(String)]))}`;

export function report(turn: Turn, event: ReportName, id: string, at: number, properties: Properties): void {
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) known[name] = value;
  known.plan_version = turn.index.plan.version;
  turn.reports.push({ event, id, at, properties: known });
}

/** A report as an event: the SDK's own happenings count like the vendor's. */
export const toEvent = ({ event: name, properties, at, id }: Report): EventFact => ({
  kind: "event",
  name,
  properties,
  at,
  id,
  own: true,
});
