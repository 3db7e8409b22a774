import { withDrafts } from "../check/drafts.ts";
import { parseTime } from "../dialects/time.ts";
import { isZone } from "../replay/zones.ts";
import { createFault, formatFault } from "../sdk/config/faults.ts";
import { parse } from "../sdk/config/parse.ts";
import type { Config } from "../sdk/config/schema.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { isMilepostError } from "../sdk/errors.ts";
import { CommandError, readJson } from "./commandError.ts";
import { describeRefused } from "./describeRefused.ts";
import type { Gauge } from "./logs/gauge.ts";

/**
 * @param takesDrafts Whether drafts are taken as if they were live; left out as a page leaves them out otherwise.
 * @throws {CommandError} where the file is no config.
 */
export function readPlan(
  file: string,
  takesDrafts: boolean,
): {
  readonly plan: Plan;
  /** What the plan was made of. */
  readonly config: Config;
  readonly hints: readonly string[];
} {
  const given = readJson(file);
  const { config, drafts } = takesDrafts ? withDrafts(given) : { config: given, drafts: [] };
  try {
    const { plan, leftOut } = parse(config);
    const hints = [
      ...drafts.map((path) => `${path}: a draft, taken as if it were live`),
      ...leftOut.map(formatFault),
    ];
    // It has the form of one, or it would not have been parsed.
    return { plan, config: config as Config, hints: hints.map((hint) => `${file}: ${hint}`) };
  } catch (error) {
    throw isMilepostError(error) ? new CommandError(`${file}: ${error.message}`) : error;
  }
}

interface Times {
  /** IANA time zone of events that name none. */
  readonly zone: string;
  /** Where the log ends, in epoch milliseconds. */
  readonly until?: number;
}

/** @throws {CommandError} where one of them is none. */
export function readTimes({
  tz: zone = "UTC",
  until,
}: {
  readonly tz?: string;
  readonly until?: string;
}): Times {
  const refuse = (option: string, found: string, expected: string): CommandError =>
    new CommandError(formatFault(createFault([option], JSON.stringify(found), expected)));
  if (!isZone(zone)) throw refuse("--tz", zone, "an IANA time zone like Europe/Berlin");
  if (until === undefined) return { zone };
  const end = parseTime(until);
  if (Number.isNaN(end)) throw refuse("--until", until, "an ISO date");
  return { zone, until: end };
}

/**
 * What of the logs is no event.
 * @throws {CommandError} where that is all of it.
 */
export function tellRefused(gauges: readonly Gauge[]): readonly string[] {
  const lines = gauges.flatMap(describeRefused);
  if (gauges.every(({ events }) => events === 0)) throw new CommandError(lines.join("\n"));
  return lines;
}
