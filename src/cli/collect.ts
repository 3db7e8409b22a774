import type { Measures } from "../insights/facts/census.ts";
import { createFactCollector } from "../insights/facts/collectFacts.ts";
import type { Basis, Facts } from "../insights/facts/rows.ts";
import { isRecorded } from "../insights/facts/shownRows.ts";
import type { LogEvent } from "../replay/logEvent.ts";
import { createFullEngine } from "../sdk/domain/features/fullEngine.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Gauge } from "./logs/gauge.ts";
import { inAnyOrder } from "./logs/inOrder.ts";
import { createKnownIds } from "./logs/knownIds.ts";
import type { Batches } from "./logs/mergeEvents.ts";
import type { Meter } from "./logs/meter.ts";
import { type Logs, openLogs } from "./logs/openLogs.ts";

export interface CollectOptions {
  /** With what is measured beside it. */
  readonly plan: Plan;
  readonly measures: Measures;
  /** Plans before it. */
  readonly former?: readonly Plan[];
  /** Files. */
  readonly logs: readonly string[];
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Epoch milliseconds at which the log ends; the last event by default. */
  readonly until?: number;
  /** Told of each event, once. */
  readonly onEvent?: (event: LogEvent) => void;
  /** Told how far it has come. */
  readonly meter?: Meter | undefined;
}

export interface Collected {
  readonly facts: Facts;
  /** Each once, however often the logs have it. */
  readonly events: number;
  /** What was found in each log. */
  readonly gauges: readonly Gauge[];
}

/**
 * Makes facts of logs. They are read once to see whether they have what pages have shown, which most often the first
 * lines tell, and once to collect. All people are held at once, as figures are of all of them.
 * @throws {Error} where a log cannot be read.
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const logs = await openLogs(options.logs, options.meter);
  try {
    const basis = inAnyOrder(() => getBasis(logs.read()));
    return inAnyOrder(() => collectFrom(logs, basis, options));
  } finally {
    logs.close();
  }
}

function getBasis(batches: Batches): Basis {
  for (const events of batches) if (events.some(isRecorded)) return "recorded";
  return "replayed";
}

function collectFrom(logs: Logs, basis: Basis, options: CollectOptions): Collected {
  const { plan, former, measures, zone, until = Number.POSITIVE_INFINITY, onEvent } = options;
  const collector = createFactCollector({ engine: createFullEngine(plan), zone, basis, measures, former });
  const ids = createKnownIds();
  let events = 0;
  for (const batch of logs.read()) {
    for (const event of batch) {
      if (event.at > until || !ids.add(event.user, event.id)) continue;
      events++;
      onEvent?.(event);
      collector.take(event);
    }
  }
  const facts = collector.end(Number.isFinite(until) ? until : undefined);
  return { facts, events, gauges: logs.gauges() };
}
