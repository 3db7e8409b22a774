import { readTargets } from "../insights/measures/readTargets.ts";
import { createFault, describe, formatFault } from "../sdk/config/faults.ts";
import { suggest } from "../sdk/config/suggest.ts";
import { createViews } from "../sql/createViews.ts";
import { DIALECT_NAMES, type DialectName } from "../sql/dialects.ts";
import { CommandError } from "./commandError.ts";
import { readPlan } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const SQL_USAGE = `milepost sql FILE --dialect NAME [--table NAME] [--time COLUMN] [--into SCHEMA]
  Prints views that count in a warehouse what report counts in logs: milestones reached, the way, gaps, first triggers
  and the uplift of each bridge. They read one table of Segment-spec calls with the columns event, user_id,
  anonymous_id, properties and context, the last two as JSON, and a time. Drafts are left out.
  --dialect  ${DIALECT_NAMES.join(", ")}
  --table    the table of calls; calls by default
  --time     its column with the time of a call; timestamp by default
  --into     the schema or data set that the views come into`;

export const SQL_OPTIONS = {
  dialect: { type: "string" },
  table: { type: "string" },
  time: { type: "string" },
  into: { type: "string" },
} as const;

export interface SqlValues {
  readonly dialect?: string;
  readonly table?: string;
  readonly time?: string;
  readonly into?: string;
}

/** A name as it stands in SQL: with what it is in, and in quotes or not. */
const NAME = /^(?!.*--)[\w$."`-]+$/;
const COLUMN = /^[\w$]+$/;

/** @throws {CommandError} where there is no config, or an option is none. */
export function runSql(operands: readonly string[], values: SqlValues): Answer {
  const [file, ...others] = operands;
  if (file === undefined || others.length > 0) throw new CommandError(`expected one config\n${SQL_USAGE}`);
  const dialect = readDialect(values.dialect);
  const table = readName("--table", values.table ?? "calls", NAME);
  const time = readName("--time", values.time ?? "timestamp", COLUMN);
  const into = values.into === undefined ? {} : { into: readName("--into", values.into, NAME) };
  const { plan, config, hints } = readPlan(file, false);
  const statements = createViews(plan, readTargets(config), { dialect, table, time, ...into });
  return { out: [statements.join("\n\n")], err: hints, ok: true };
}

function readDialect(said: string | undefined): DialectName {
  const known = DIALECT_NAMES.find((name) => name === said);
  if (known) return known;
  const meant = said === undefined ? undefined : suggest(said, DIALECT_NAMES);
  throw refuse("--dialect", said, DIALECT_NAMES, meant);
}

function readName(option: string, said: string, form: RegExp): string {
  if (form.test(said)) return said;
  throw refuse(option, said, "a name of letters, digits and _");
}

function refuse(
  option: string,
  found: string | undefined,
  expected: readonly string[] | string,
  meant?: string,
): CommandError {
  return new CommandError(formatFault(createFault([option], describe(found), expected, meant)));
}
