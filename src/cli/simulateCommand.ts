import { readStandings } from "../insights/measures/readTargets.ts";
import { addHands } from "../sdk/config/compile/addHands.ts";
import { type Fault, formatFault } from "../sdk/config/faults.ts";
import type { Plan, StandingPlan } from "../sdk/domain/plan/plan.ts";
import { CommandError, readJson } from "./commandError.ts";
import type { Meter } from "./logs/meter.ts";
import { readPlan, readTimes, tellRefused } from "./readInputs.ts";
import { type Expectation, getFailures, readExpectations } from "./report/expect.ts";
import { createNames } from "./report/names.ts";
import { formatSimulation } from "./report/table.ts";
import { createSimulation } from "./report/tally.ts";
import { createTimeline } from "./report/timeline.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";

export const SIMULATE_USAGE = `milepost simulate FILE LOG... [--json | --user ID] [--expect FILE] [--until ISO] [--tz ZONE]
  Replays logs of events through the engine, in order of time: who would have reached what, been in which gap, and
  seen what. What a log has twice, by its messageId, counts once; a visitor who signs in is one person from then on;
  drafts are taken as live. A log has events of the Segment spec, or of RudderStack, PostHog or Mixpanel, as JSON: one a
  line, in arrays or in batches; plain or packed with gzip or zstd. A LOG of - is standard input.
  What is no event is said, and so are events, properties and traits that the config names and no log has. It fails
  where no log has an event.
  --json    prints one object of counts
  --user    one person's way instead: each event, what it set off, and why each guide is or is not shown
  --expect  a JSON file of the form of --json, any part of it, with a number for each count or a test like
            { "atLeast": 3 }; each that fails is said in a line, and the command fails
  --until   where time ends; the last event by default
  --tz      the time zone of events that name none; UTC by default
  A log that is in order is read once, as it comes. One that is not is put in order first: that takes twice the
  time, and as much room in the folder for temporary files as the log has. So is one unpacked that is packed.`;

export const SIMULATE_OPTIONS = {
  json: { type: "boolean" },
  user: { type: "string" },
  expect: { type: "string" },
  until: { type: "string" },
  tz: { type: "string" },
} as const;

export interface SimulateValues {
  readonly json?: boolean;
  readonly user?: string;
  readonly expect?: string;
  readonly until?: string;
  readonly tz?: string;
}

/** What a command has to say. */
export interface Answer {
  /** For who asked. */
  readonly out: readonly string[];
  /** Beside it: faults and hints. */
  readonly err: readonly string[];
  readonly ok: boolean;
}

/** @throws {CommandError} where there is nothing to simulate. */
export async function runSimulate(
  operands: readonly string[],
  values: SimulateValues,
  meter?: Meter,
): Promise<Answer> {
  const [file, ...logs] = operands;
  if (file === undefined || logs.length === 0) {
    throw new CommandError(`expected a config and at least one log\n${SIMULATE_USAGE}`);
  }
  if (values.user !== undefined && (values.json || values.expect !== undefined)) {
    throw new CommandError("found --user beside --json or --expect, expected one of them");
  }
  const { config, hints, ...compiled } = readPlan(file, true);
  const plan = addHands(config, compiled.plan);
  const expectations = values.expect === undefined ? [] : readExpected(values.expect, plan);
  const options = { plan, logs, ...readTimes(values), meter: values.json ? undefined : meter };
  if (values.user !== undefined) {
    const standings = readStandings(config, plan);
    return tellWay({ user: values.user, standings }, options, hints);
  }
  const names = createNames(plan);
  const { result, gauges } = await simulate({ ...options, onEvent: names.note });
  const refused = tellRefused(gauges);
  const missing = names.getMissing().map((line) => `${file}: ${line}`);
  const failures = getFailures(expectations, result).map(
    (fault) => `${values.expect}: ${formatFault(fault)}`,
  );
  return {
    out: [values.json ? JSON.stringify(result) : formatSimulation(result)],
    err: [...hints, ...refused, ...missing, ...failures],
    ok: failures.length === 0,
  };
}

function readExpected(file: string, plan: Plan): Expectation[] {
  const faults: Fault[] = [];
  const figures = createSimulation(plan);
  const expectations = readExpectations(readJson(file), figures, (fault) => faults.push(fault));
  if (faults.length > 0) {
    throw new CommandError(faults.map((fault) => `${file}: ${formatFault(fault)}`).join("\n"));
  }
  return expectations;
}

async function tellWay(
  { user, standings }: { readonly user: string; readonly standings: readonly StandingPlan[] },
  options: SimulateOptions,
  hints: readonly string[],
): Promise<Answer> {
  const timeline = createTimeline(user, options.zone);
  const { gauges } = await simulate({ ...options, witness: { user, timeline, standings } });
  const refused = tellRefused(gauges);
  const lines = timeline.getLines();
  if (lines.length === 0) throw new CommandError(`--user: found no event of ${JSON.stringify(user)}`);
  return { out: lines, err: [...hints, ...refused], ok: true };
}
