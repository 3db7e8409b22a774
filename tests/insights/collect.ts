import { createFactCollector, type FactsOptions } from "../../src/insights/facts/collectFacts.ts";
import type { Facts } from "../../src/insights/facts/rows.ts";
import { addMeasures } from "../../src/insights/measures/addMeasures.ts";
import { compareEvents, isRefused, type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";

type Row = Readonly<Record<string, unknown>>;

/** The facts of rows in any order, under a config. */
export function collectFacts(
  config: object,
  rows: Iterable<Row>,
  options: Partial<Pick<FactsOptions, "basis">> & { readonly end?: number } = {},
): Facts {
  const { plan, measures } = addMeasures(config as Config, parse(config).plan);
  const engine = createFullEngine(plan);
  const collector = createFactCollector({ engine, zone: "UTC", basis: "recorded", measures, ...options });
  const events: LogEvent[] = [];
  for (const row of rows) {
    const event = readEvent(row, JSON.stringify(row));
    if (isRefused(event)) throw new Error(`${event.field}: found ${event.value}, expected ${event.expected}`);
    events.push(event);
  }
  for (const event of events.sort(compareEvents)) collector.take(event);
  return collector.end(options.end);
}

/** Facts of which only some are given. */
export const withFacts = (some: Partial<Facts>): Facts => ({
  basis: "recorded",
  start: 0,
  end: 0,
  people: [],
  accounts: [],
  standings: [],
  values: [],
  renewals: [],
  activity: [],
  moves: [],
  milestones: [],
  gaps: [],
  exposures: [],
  triggers: [],
  shown: [],
  programme: [],
  pauses: [],
  missing: [],
  ends: [],
  answers: [],
  stories: [],
  leads: [],
  searches: [],
  friction: [],
  ratings: [],
  errors: [],
  field: [],
  ...some,
});
