import { checkEmpty } from "../check/rules/state.ts";
import type { LogEvent } from "../replay/logEvent.ts";
import { createReplay } from "../replay/replay.ts";
import { addHands } from "../sdk/config/compile/addHands.ts";
import { createFullEngine } from "../sdk/domain/features/fullEngine.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { CommandError } from "./commandError.ts";
import { comparePeople } from "./diff/comparePeople.ts";
import { createCounter, type Difference } from "./diff/difference.ts";
import { type Change, formatMarkdown, formatText } from "./diff/formatDifference.ts";
import { createHandWatch } from "./diff/handWatch.ts";
import type { Gauge } from "./logs/gauge.ts";
import { inAnyOrder } from "./logs/inOrder.ts";
import { createKnownIds } from "./logs/knownIds.ts";
import { openLogs } from "./logs/openLogs.ts";
import { readPlan, readTimes, tellRefused } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const DIFF_USAGE = `milepost diff OLD NEW [LOG...] [--json | --markdown] [--until ISO] [--tz ZONE]
  What a change of a config does to people who are on their way: the log is replayed under OLD, and where it ends NEW
  takes over what is known of each, as a page does. Says who has something open again that was finished, which gaps
  open and close, which guides come and go, who is handed on to people, who is drawn into the other arm, who moves
  between segments; and what begins to count at nothing, also without a log. Drafts are left out of both.
  --json      prints one object of counts
  --markdown  prints it for the comment of a pull request
  --until     where the log ends; the last event by default
  --tz        the time zone of events that name none; UTC by default`;

export const DIFF_OPTIONS = { markdown: { type: "boolean" } } as const;

export interface DiffValues {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly until?: string;
  readonly tz?: string;
}

/** @throws {CommandError} where there is nothing to compare. */
export async function runDiff(operands: readonly string[], values: DiffValues): Promise<Answer> {
  const [oldFile, newFile, ...logs] = operands;
  if (oldFile === undefined || newFile === undefined)
    throw new CommandError(`expected the config of before and the one of now\n${DIFF_USAGE}`);
  if (values.json && values.markdown)
    throw new CommandError("found --json beside --markdown, expected one of them");
  const [before, after] = [readPlan(oldFile, false), readPlan(newFile, false)];
  const [old, young] = [before, after].map(({ config, plan }) => addHands(config, plan)) as [Plan, Plan];
  const times = readTimes(values);
  const { difference, gauges } =
    logs.length > 0
      ? await compare(old, young, logs, times)
      : { difference: createCounter().end(0), gauges: [] };
  const refused = logs.length > 0 ? tellRefused(gauges) : [];
  const change = { difference, empty: checkEmpty(after.config, before.plan) };
  return { out: [format(change, values)], err: [...before.hints, ...after.hints, ...refused], ok: true };
}

function format(change: Change, { json, markdown }: DiffValues): string {
  if (json) return JSON.stringify({ ...change.difference, empty: change.empty.map(({ path }) => path) });
  return markdown ? formatMarkdown(change) : formatText(change);
}

interface Times {
  readonly zone: string;
  readonly until?: number;
}

/** All people are held at once, as they stand when the log ends. */
async function compare(
  before: Plan,
  after: Plan,
  files: readonly string[],
  { zone, until = Number.POSITIVE_INFINITY }: Times,
): Promise<{ readonly difference: Difference; readonly gauges: readonly Gauge[] }> {
  const engine = createFullEngine(before);
  const logs = await openLogs(files);
  try {
    return inAnyOrder(() => {
      const hands = createHandWatch(before, after);
      const replay = createReplay({
        engine,
        zone,
        onReport(person, { event: name, at, properties }) {
          hands?.see(person, engine.look(person.state, person.here, at), { name, at, properties });
        },
        onJoin: (one, other) => hands?.join(one, other),
        onEvent(person, event) {
          hands?.see(person, engine.look(person.state, person.here, event.at), event);
        },
      });
      const ids = createKnownIds();
      let last = Number.NEGATIVE_INFINITY;
      const take = (event: LogEvent): void => {
        if (event.at > until || !ids.add(event.user, event.id)) return;
        last = event.at;
        replay.take(event);
      };
      for (const batch of logs.read()) for (const event of batch) take(event);
      const at = Number.isFinite(until) ? until : last;
      if (Number.isFinite(at)) replay.end(at);
      return {
        difference: comparePeople(replay.all(), engine, createFullEngine(after), at, hands),
        gauges: logs.gauges(),
      };
    });
  } finally {
    logs.close();
  }
}
