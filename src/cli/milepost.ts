/** `npx milepost`: what a config would do, before it is shipped. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { formatFault } from "../sdk/config/faults.ts";
import { parse } from "../sdk/config/parse.ts";
import { isMilepostError } from "../sdk/errors.ts";
import { type Simulation, simulate } from "./simulate.ts";

const USAGE = `milepost simulate FILE LOG... [--json] [--until ISO] [--tz ZONE] [--user ID]
  Replays Segment-spec logs (a JSON event a line) through the engine, in their order.
  --json    prints one object of counts
  --until   where time ends; the last event by default
  --tz      the time zone of events that name none; UTC by default
  --user    one person's timeline`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    until: { type: "string" },
    tz: { type: "string", default: "UTC" },
    user: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

try {
  const [command, file, ...logs] = positionals;
  if (values.help || command === undefined) console.log(USAGE);
  else if (command !== "simulate") fail(`found the command ${JSON.stringify(command)}, expected simulate`);
  else if (file === undefined || logs.length === 0) fail("expected a config and at least one log", USAGE);
  else await runSimulate(file, logs);
} catch (error) {
  fail(isMilepostError(error) ? `${positionals[1]}: ${error.message}` : (error as Error).message);
}

async function runSimulate(file: string, logs: readonly string[]): Promise<void> {
  const { plan, leftOut } = parse(JSON.parse(readFileSync(file, "utf8")));
  for (const fault of leftOut) console.error(`${file}: ${formatFault(fault)}`);
  const until = values.until === undefined ? undefined : Date.parse(values.until);
  if (Number.isNaN(until))
    return fail(`--until: found ${JSON.stringify(values.until)}, expected an ISO date`);
  const result = await simulate({
    plan,
    logs,
    zone: values.tz,
    ...(until !== undefined && { until }),
    onReport(user, { at, event, properties: p }) {
      if (user !== values.user) return;
      console.log(
        `${new Date(at).toISOString()}  ${event}: ${p.guide_id ?? p.gap_id ?? p.milestone_id ?? p.segment_id}`,
      );
    },
  });
  if (values.json) console.log(JSON.stringify(result));
  else if (values.user === undefined) console.log(format(result));
}

function format({ users, events, rejected, milestones, gaps, guides }: Simulation): string {
  const rows = (title: string, of: Readonly<Record<string, object>>): string[] => [
    "",
    title,
    ...Object.entries(of).map(
      ([id, counts]) =>
        `  ${id.padEnd(28)}${Object.entries(counts)
          .map(([name, count]) => `${name} ${count}`)
          .join("   ")}`,
    ),
  ];
  return [
    `${users} users, ${events} events${rejected > 0 ? `, ${rejected} lines that are no event` : ""}`,
    ...rows("Milestones", milestones),
    ...rows("Gaps", gaps),
    ...rows("Guides", guides),
  ].join("\n");
}

function fail(...lines: readonly string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
