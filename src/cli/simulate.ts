import type { LogEvent } from "../replay/logEvent.ts";
import { createReplay, type Witness } from "../replay/replay.ts";
import { getWatches } from "../replay/watches.ts";
import { createEngine, type Engine } from "../sdk/domain/engine/engine.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { OutOfOrder } from "./logs/inOrder.ts";
import { createKnownIds } from "./logs/knownIds.ts";
import type { Batches } from "./logs/mergeEvents.ts";
import { openLogs, toEvents } from "./logs/openLogs.ts";
import { createShares, type Shares } from "./logs/shares.ts";
import { createSimulation, createTally, type Simulation } from "./report/tally.ts";

export interface SimulateOptions {
  readonly plan: Plan;
  /** Files, each with a JSON event a line. */
  readonly logs: readonly string[];
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Epoch milliseconds at which the replay ends; the last event by default. */
  readonly until?: number;
  /** With one, only what concerns that person is replayed as far as possible, and the figures say nothing. */
  readonly witness?: Witness;
}

/** One pass over events. */
interface Pass {
  readonly options: SimulateOptions;
  readonly engine: Engine;
  readonly result: Simulation;
  /** Do people have to be replayed together? */
  readonly isShared: boolean;
  /** How many times these were divided before. */
  readonly depth: number;
}

/** People that are held at once, where none of them needs to know another. */
const ROOM = 3_000;

/**
 * Replays logs through the engine, in order of time. What is held are people, not events; where there are many, and
 * they have nothing to do with each other, one part of them after the other.
 * @throws {Error} where a log cannot be read.
 */
export function simulate(options: SimulateOptions): Simulation {
  const { plan } = options;
  const logs = openLogs(options.logs);
  const known = { options, engine: createEngine(plan), isShared: getWatches(plan).isShared, depth: 0 };
  try {
    for (;;) {
      const result = createSimulation(plan);
      try {
        replay({ ...known, result }, logs.read(result));
        return result;
      } catch (error) {
        // By the next time it is.
        if (!(error instanceof OutOfOrder)) throw error;
      }
    }
  } finally {
    logs.close();
  }
}

/** @param end When these events are a part of a log: where that ends. */
function replay(pass: Pass, batches: Batches, end?: number): void {
  const shares = createShares(pass.depth);
  try {
    // The people of this pass are gone before those come who wait.
    const over = replayFirst(pass, batches, shares, end);
    const next = { ...pass, depth: pass.depth + 1 };
    for (const lines of shares.read()) replay(next, toEvents(lines, pass.result), over);
  } finally {
    shares.close();
  }
}

/** Replays those who come first, as many as there is room for; returns where the log ends. */
function replayFirst(
  { options, engine, result, isShared }: Pass,
  batches: Batches,
  shares: Shares,
  end?: number,
): number {
  const { plan, zone, until = Number.POSITIVE_INFINITY, witness } = options;
  const people = createReplay({ engine, zone, onReport: createTally(plan, result), witness });
  const ids = createKnownIds();
  let last = Number.NEGATIVE_INFINITY;

  function take(event: LogEvent): void {
    if (event.at > until) return;
    last = event.at;
    if (witness && !isShared && event.user !== witness.user) return;
    if (!isShared && people.size() >= ROOM && !people.has(event.user)) return shares.put(event);
    if (!ids.add(event.user, event.id)) return;
    result.events++;
    people.take(event);
  }

  for (const batch of batches) for (const event of batch) take(event);
  const over = end ?? (Number.isFinite(until) ? until : last);
  if (Number.isFinite(over)) people.end(over);
  result.users += people.users();
  return over;
}
