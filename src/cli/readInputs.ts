import { place } from "../check/check.ts";
import { withDrafts } from "../check/drafts.ts";
import { diskFiles } from "../check/files/files.ts";
import { type LoadedConfig, loadConfig } from "../check/files/loadConfig.ts";
import type { Finding } from "../check/finding.ts";
import { getPlace } from "../check/source/lines.ts";
import { type Place, toValue } from "../check/source/part.ts";
import { isLogTime, LOG_TIME, parseTime } from "../dialects/time.ts";
import { isZone } from "../replay/zones.ts";
import { createFault, formatFault } from "../sdk/config/faults.ts";
import { ConfigError, parse } from "../sdk/config/parse.ts";
import type { Config } from "../sdk/config/schema.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { CommandError, tryFile } from "./commandError.ts";
import { describeRefused } from "./describeRefused.ts";
import type { Gauge } from "./logs/gauge.ts";

/** @throws {CommandError} where the file cannot be read. */
export const openConfig = (file: string): LoadedConfig => tryFile(file, () => loadConfig(file, diskFiles));

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
  const { root, findings } = openConfig(file);
  const [wrong] = findings.filter(({ severity }) => severity === "error");
  if (wrong) throw new CommandError(formatPlaced(wrong));
  if (!root) throw new CommandError(`${file}: found nothing, expected a config`);
  const given = toValue(root);
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
    if (!(error instanceof ConfigError)) throw error;
    const [first, ...others] = error.faults;
    const more = others.length > 0 ? ` (and ${others.length} more)` : "";
    throw new CommandError(formatPlaced(place({ severity: "error", ...first! }, root)) + more);
  }
}

/**
 * The config of before.
 * @throws {CommandError} where the file is none.
 */
export function readWas(file: string): ReturnType<typeof readPlan> {
  try {
    return readPlan(file, false);
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`--was: ${error.message}`) : error;
  }
}

function formatPlaced({ path, message, file, offset }: Finding & Place): string {
  const { line, column } = getPlace(file, offset);
  return `${file.name}:${line}:${column}: ${formatFault({ path, message })}`;
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
  if (!isLogTime(end)) throw refuse("--until", until, LOG_TIME);
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
