import type { LogEvent } from "../replay/logEvent.ts";
import { createReplay, type Witness } from "../replay/replay.ts";
import { getWatches } from "../replay/watches.ts";
import type { Engine } from "../sdk/domain/engine/engine.ts";
import { createFullEngine } from "../sdk/domain/features/fullEngine.ts";
import type { Plan, StandingPlan } from "../sdk/domain/plan/plan.ts";
import { countRefused, type Gauge } from "./logs/gauge.ts";
import { OutOfOrder } from "./logs/inOrder.ts";
import { createKnownIds } from "./logs/knownIds.ts";
import { type Links, NO_LINKS, readLinks } from "./logs/links.ts";
import type { Batches } from "./logs/mergeEvents.ts";
import type { Meter } from "./logs/meter.ts";
import { openLogs } from "./logs/openLogs.ts";
import { createShares, type Shares } from "./logs/shares.ts";
import { linesToEvents } from "./logs/toEvents.ts";
import { createSimulation, createTally, type Simulation } from "./report/tally.ts";
import type { Timeline } from "./report/timeline.ts";

export interface SimulateOptions {
  readonly plan: Plan;
  /** Files. */
  readonly logs: readonly string[];
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Epoch milliseconds at which the replay ends; the last event by default. */
  readonly until?: number;
  /** With one, only what concerns that person is replayed as far as possible, and the figures say nothing. */
  readonly witness?: {
    readonly user: string;
    readonly timeline: Timeline;
    /** What standings hang on: the way says when they change. */
    readonly standings: readonly StandingPlan[];
  };
  /** Told of each event that is replayed, once. */
  readonly onEvent?: (event: LogEvent) => void;
  /** Told how far it has come. */
  readonly meter?: Meter | undefined;
}

/** One pass over events. */
interface Pass {
  readonly options: SimulateOptions;
  readonly engine: Engine;
  readonly result: Simulation;
  /** Which ids are one person's; `undefined` while nobody has had to ask. */
  readonly links: Links | undefined;
  /** Do people have to be replayed together? */
  readonly isShared: boolean;
  /** How many times these were divided before. */
  readonly depth: number;
}

/** People that are held at once, where none of them needs to know another. */
const ROOM = 3_000;

/** Thrown where people are to be told apart before all is read that says who they are. */
class Unlinked extends Error {}

export interface Simulated {
  readonly result: Simulation;
  /** What was found in each log. */
  readonly gauges: readonly Gauge[];
}

/**
 * Replays logs through the engine, in order of time. What is held are people, not events; where there are many, and
 * they have nothing to do with each other, one part of them after the other.
 * @throws {Error} where a log cannot be read.
 */
export async function simulate(options: SimulateOptions): Promise<Simulated> {
  const { plan } = options;
  const logs = await openLogs(options.logs, options.meter);
  const known = { options, engine: createFullEngine(plan), isShared: getWatches(plan).isShared, depth: 0 };
  let links: Links | undefined;
  let asksForLinks = false;
  try {
    for (;;) {
      const result = createSimulation(plan);
      try {
        if (asksForLinks) links ??= readLinks(logs.read());
        replay({ ...known, result, links }, logs.read());
        const gauges = logs.gauges();
        result.rejected = gauges.reduce((sum, gauge) => sum + countRefused(gauge), 0);
        return { result, gauges };
      } catch (error) {
        // By the next time they are known, or it is in order.
        if (error instanceof Unlinked) asksForLinks = true;
        else if (!(error instanceof OutOfOrder)) throw error;
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
    for (const lines of shares.read()) replay(next, linesToEvents(lines), over);
  } finally {
    shares.close();
  }
}

/** Replays those who come first, as many as there is room for; returns where the log ends. */
function replayFirst(pass: Pass, batches: Batches, shares: Shares, end?: number): number {
  const { options, engine, result, links, isShared } = pass;
  const { plan, zone, until = Number.POSITIVE_INFINITY, onEvent } = options;
  const { getPerson } = links ?? NO_LINKS;
  const witness = createWitness(options, getPerson);
  const people = createReplay({
    engine,
    zone,
    ...createTally(plan, result),
    witness,
    standings: options.witness?.standings,
  });
  const ids = createKnownIds();
  /** Those who are replayed in this pass, also under ids that have not come yet. */
  const inside = new Set<number>();
  let hasVisitors = false;
  let last = Number.NEGATIVE_INFINITY;

  /** Is there room, or were they there already? */
  function mayEnter({ user }: LogEvent): boolean {
    if (isShared || people.has(user)) return true;
    const person = getPerson(user);
    if (people.size() >= ROOM && !inside.has(person)) return false;
    if (links) inside.add(person);
    return true;
  }

  function take(event: LogEvent): void {
    if (event.at > until) return;
    last = event.at;
    hasVisitors ||= event.isVisitor || event.former !== undefined;
    if (links === undefined && hasVisitors && (witness || (!isShared && people.size() >= ROOM)))
      throw new Unlinked();
    if (witness && !isShared && !witness.is(event.user)) return;
    if (!mayEnter(event)) return shares.put(event, getPerson(event.user));
    if (!ids.add(event.user, event.id)) return;
    result.events++;
    onEvent?.(event);
    people.take(event);
  }

  for (const batch of batches) for (const event of batch) take(event);
  const over = end ?? (Number.isFinite(until) ? until : last);
  if (Number.isFinite(over)) people.end(over);
  result.users += people.users();
  return over;
}

function createWitness({ witness }: SimulateOptions, getPerson: Links["getPerson"]): Witness | undefined {
  if (!witness) return undefined;
  const asked = getPerson(witness.user);
  return { ...witness.timeline, is: (user) => user === witness.user || getPerson(user) === asked };
}
