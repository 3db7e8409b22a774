import { check, type Told } from "../check/check.ts";
import { formatAnnotation, formatTold } from "../check/formatChecked.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { CommandError } from "./commandError.ts";
import { openConfig, readWas } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const CHECK_USAGE = `milepost check FILE... [--json] [--strict] [--users N] [--was OLD]
  Looks at configs, and says what is wrong with them, or probably not meant: each with its place in the file, what was
  found there, and what was expected. Drafts are taken as live. It fails where there is an error.
  --json    prints a list of { file, severity, path, line, column, message }
  --strict  fails where there is a warning, too
  --users   how many people, or accounts, a gap will open for: warns of a holdout with which no effect will show
  --was     the config that people have now: warns of what begins to count at nothing
  In a workflow of GitHub's (where GITHUB_ACTIONS is set) each finding is an annotation of its line as well.`;

export const CHECK_OPTIONS = {
  json: { type: "boolean" },
  strict: { type: "boolean" },
  users: { type: "string" },
  was: { type: "string", multiple: true },
} as const;

export interface CheckValues {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly users?: string;
  readonly was?: readonly string[];
}

/** @throws {CommandError} where there is nothing to look at, or an option cannot be read. */
export function runCheck(files: readonly string[], values: CheckValues): Answer {
  if (files.length === 0) throw new CommandError(`expected at least one config\n${CHECK_USAGE}`);
  const options = {
    now: Date.now(),
    users: readUsers(values.users),
    was: readFormer(values.was),
  };
  const told = files.flatMap((file) => check(openConfig(file), options).told);
  const [errors, warnings] = (["error", "warning"] as const).map(
    (severity) => told.filter((one) => one.severity === severity).length,
  );
  const ok = errors === 0 && (!values.strict || warnings === 0);
  if (values.json) return { out: [JSON.stringify(told.map(toRow), undefined, 2)], err: [], ok };
  const annotations = process.env.GITHUB_ACTIONS ? told.map(formatAnnotation) : [];
  const lines = told.map((one) => `${formatTold(one)}\n`);
  return { out: [...lines, ...annotations, sumUp(files.length, errors!, warnings!)], err: [], ok };
}

const toRow = ({ severity, path, file, line, column, message }: Told) => ({
  file: file.name,
  severity,
  path,
  line,
  column,
  message,
});

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const sumUp = (files: number, errors: number, warnings: number): string =>
  `${countOf(errors, "error")}, ${countOf(warnings, "warning")} in ${countOf(files, "config")}`;

function readUsers(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const users = Number(given);
  if (Number.isSafeInteger(users) && users > 0) return users;
  throw new CommandError(`--users: found ${JSON.stringify(given)}, expected a whole number above 0`);
}

/** What people have now is one config. */
function readFormer([file, ...others]: readonly string[] = []): Plan | undefined {
  if (others.length > 0) throw new CommandError("--was: found several configs, expected one");
  return file === undefined ? undefined : readWas(file).plan;
}
