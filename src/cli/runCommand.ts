import { parseArgs } from "node:util";
import { suggest } from "../sdk/config/suggest.ts";
import { CHECK_OPTIONS, CHECK_USAGE, type CheckValues, runCheck } from "./checkCommand.ts";
import { CommandError } from "./commandError.ts";
import {
  COMPILE_OPTIONS,
  COMPILE_USAGE,
  type CompileValues,
  runCompile,
  watchCompile,
} from "./compileCommand.ts";
import { DIFF_OPTIONS, DIFF_USAGE, type DiffValues, runDiff } from "./diffCommand.ts";
import { DOCS_USAGE, runDocs } from "./docsCommand.ts";
import { IMPORT_OPTIONS, IMPORT_USAGE, type ImportValues, runImport } from "./importCommand.ts";
import { INIT_OPTIONS, INIT_USAGE, type InitValues, runInit, type Terminal } from "./initCommand.ts";
import type { Meter } from "./logs/meter.ts";
import { PAGES_OPTIONS, PAGES_USAGE, type PagesValues, runPages } from "./pagesCommand.ts";
import { startFromPlaybook } from "./playbooks.ts";
import { REFS_OPTIONS, REFS_USAGE, type RefsValues, runRefs } from "./refsCommand.ts";
import { REPORT_OPTIONS, REPORT_USAGE, type ReportValues, runReport } from "./reportCommand.ts";
import {
  type Answer,
  runSimulate,
  SIMULATE_OPTIONS,
  SIMULATE_USAGE,
  type SimulateValues,
} from "./simulateCommand.ts";
import { runSql, SQL_OPTIONS, SQL_USAGE, type SqlValues } from "./sqlCommand.ts";
import { runTypes, TYPES_USAGE } from "./typesCommand.ts";

/** It is carried out elsewhere: it goes on, and needs packages of its own. */
const RECEIVE_USAGE = `milepost receive [--help]
  Takes reports in, keeps them, and shows them in Mission Control.`;

const WEBHOOKS_USAGE = `milepost webhooks listen [--port N] [--secret SECRET] [--status N]
  Listens on this machine for webhooks of a receiver, and prints of each what it says and whether it is signed. Without
  a secret it makes one, and prints what the receiver is to be given.
  --port    where it listens; 4200 by default
  --status  with what it answers, to see how the receiver tries again; 204 by default`;

export const WEBHOOKS_OPTIONS = {
  port: { type: "string" },
  secret: { type: "string" },
  status: { type: "string" },
} as const;

const MCP_USAGE = `milepost mcp
  Serves check, simulate, diff, explain, report and propose as tools of the Model Context Protocol, on standard input and
  output, to an assistant that is started with it. It reads files below the folder that it is started in alone, and
  writes none: propose makes a patch. It needs the package @modelcontextprotocol/sdk.`;

/** What each command does, in the order in which they are told. */
const USAGES = {
  init: INIT_USAGE,
  check: CHECK_USAGE,
  compile: COMPILE_USAGE,
  types: TYPES_USAGE,
  docs: DOCS_USAGE,
  simulate: SIMULATE_USAGE,
  diff: DIFF_USAGE,
  report: REPORT_USAGE,
  sql: SQL_USAGE,
  import: IMPORT_USAGE,
  refs: REFS_USAGE,
  pages: PAGES_USAGE,
  webhooks: WEBHOOKS_USAGE,
  mcp: MCP_USAGE,
  receive: RECEIVE_USAGE,
} as const;

const COMMANDS = Object.keys(USAGES) as ReadonlyArray<keyof typeof USAGES>;

/** The options of each command. One that only another has is a mistake. */
const OPTIONS = {
  init: Object.keys(INIT_OPTIONS),
  check: Object.keys(CHECK_OPTIONS),
  compile: Object.keys(COMPILE_OPTIONS),
  types: ["output"],
  docs: ["output"],
  simulate: Object.keys(SIMULATE_OPTIONS),
  diff: ["json", ...Object.keys(DIFF_OPTIONS), "until", "tz"],
  report: ["json", ...Object.keys(REPORT_OPTIONS), "until", "tz"],
  sql: Object.keys(SQL_OPTIONS),
  import: Object.keys(IMPORT_OPTIONS),
  refs: Object.keys(REFS_OPTIONS),
  pages: Object.keys(PAGES_OPTIONS),
  webhooks: Object.keys(WEBHOOKS_OPTIONS),
} as const;

/**
 * Carries out a command line and returns what is to be printed. What keeps a command from its work is in its `err`.
 * @param words What stands behind the program's name.
 * @param openTerminal Where `init` asks; left out, it asks nothing.
 * @param meter Told how far it has come with logs; left out, nobody is.
 */
export async function runCommand(
  words: readonly string[],
  openTerminal?: () => Terminal,
  meter?: Meter,
): Promise<Answer> {
  try {
    return await runWords(words, openTerminal, meter);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { out: [], err: [error.message], ok: false };
  } finally {
    meter?.end();
  }
}

/** Whether what is asked for goes on until it is stopped. */
export const isWatching = (words: readonly string[]): boolean =>
  words[0] === "compile" && words.includes("--watch");

/** How `webhooks listen` is asked for: it is carried out elsewhere, and goes on. `undefined`: something else is. */
export function readListen(
  words: readonly string[],
): Readonly<Partial<Record<keyof typeof WEBHOOKS_OPTIONS, string>>> | undefined {
  if (words[0] !== "webhooks") return undefined;
  const { values, positionals } = readWords(words);
  if (values.help || positionals.length !== 2 || positionals[1] !== "listen") return undefined;
  const { port, secret, status } = refuseOthers("webhooks", values) as typeof values;
  return {
    ...(port !== undefined && { port }),
    ...(secret !== undefined && { secret }),
    ...(status !== undefined && { status }),
  };
}

/**
 * Carries out a command line that goes on, and gives each answer to `tell`. The return value ends it.
 * @param words What stands behind the program's name.
 */
export function watchCommand(words: readonly string[], tell: (answer: Answer) => void): () => void {
  try {
    const { values, positionals } = readWords(words);
    return watchCompile(positionals.slice(1), refuseOthers("compile", values), tell);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    tell({ out: [], err: [error.message], ok: false });
    return () => {};
  }
}

async function runWords(
  words: readonly string[],
  openTerminal?: () => Terminal,
  meter?: Meter,
): Promise<Answer> {
  const { values, positionals } = readWords(words);
  const [command, ...operands] = positionals;
  if (values.help || command === undefined) {
    const own = COMMANDS.find((name) => name === command);
    return { out: own ? [USAGES[own]] : Object.values(USAGES), err: [], ok: true };
  }
  if (command === "init") {
    const { yes, playbook } = refuseOthers(command, values);
    if (playbook !== undefined) return startFromPlaybook(operands, playbook);
    return runInit(operands, yes ? undefined : openTerminal);
  }
  if (command === "check") return runCheck(operands, refuseOthers(command, values));
  if (command === "compile") return runCompile(operands, refuseOthers(command, values));
  if (command === "types") return runTypes(operands, refuseOthers(command, values));
  if (command === "docs") return runDocs(operands, refuseOthers(command, values));
  if (command === "simulate") return runSimulate(operands, refuseOthers(command, values), meter);
  if (command === "diff") return runDiff(operands, refuseOthers(command, values));
  if (command === "report") return runReport(operands, refuseOthers(command, values), meter);
  if (command === "sql") return runSql(operands, refuseOthers(command, values));
  if (command === "refs") return runRefs(operands, refuseOthers(command, values));
  if (command === "pages") return runPages(operands, refuseOthers(command, values));
  if (command === "import") return runImport(operands, refuseOthers(command, values), meter);
  if (command === "webhooks") {
    const found = operands.length === 0 ? "nothing" : operands.map((word) => JSON.stringify(word)).join(" ");
    throw new CommandError(`webhooks: found ${found}, expected listen\n${WEBHOOKS_USAGE}`);
  }
  const meant = suggest(command, COMMANDS);
  const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
  throw new CommandError(
    `found the command ${JSON.stringify(command)}, expected ${COMMANDS.join(", ")}${hint}`,
  );
}

function readWords(args: readonly string[]) {
  const options = {
    ...INIT_OPTIONS,
    ...CHECK_OPTIONS,
    ...COMPILE_OPTIONS,
    ...SIMULATE_OPTIONS,
    ...DIFF_OPTIONS,
    ...REPORT_OPTIONS,
    ...SQL_OPTIONS,
    ...IMPORT_OPTIONS,
    ...REFS_OPTIONS,
    ...PAGES_OPTIONS,
    ...WEBHOOKS_OPTIONS,
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

type Values = InitValues &
  CheckValues &
  CompileValues &
  DiffValues &
  SimulateValues &
  ReportValues &
  SqlValues &
  ImportValues &
  RefsValues &
  PagesValues;

/** @throws {CommandError} that names the first option that the command does not have. */
function refuseOthers(command: keyof typeof OPTIONS, values: Values): Values {
  const own: readonly string[] = OPTIONS[command];
  const [other] = Object.keys(values).filter((name) => !own.includes(name));
  if (other === undefined) return values;
  const names = own.map((name) => `--${name}`);
  const last = names.at(-1);
  const expected = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${last}` : `${last}`;
  throw new CommandError(`${command}: found --${other}, expected ${expected}`);
}
