import { parseArgs } from "node:util";
import { suggest } from "../sdk/config/suggest.ts";
import { CommandError } from "./commandError.ts";
import { REPORT_OPTIONS, REPORT_USAGE, runReport } from "./reportCommand.ts";
import { type Answer, runSimulate, SIMULATE_OPTIONS, SIMULATE_USAGE } from "./simulateCommand.ts";

/** It is carried out elsewhere: it goes on, and needs packages of its own. */
const RECEIVE_USAGE = `milepost receive [--help]
  Takes reports in, keeps them, and shows them in Mission Control.`;

const COMMANDS = ["simulate", "report", "receive"];

/**
 * Carries out a command line and returns what is to be printed. What keeps a command from its work is in its `err`.
 * @param words What stands behind the program's name.
 */
export async function runCommand(words: readonly string[]): Promise<Answer> {
  try {
    return await runWords(words);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { out: [], err: [error.message], ok: false };
  }
}

async function runWords(words: readonly string[]): Promise<Answer> {
  const { values, positionals } = readWords(words);
  const [command, ...operands] = positionals;
  if (values.help || command === undefined)
    return { out: [SIMULATE_USAGE, REPORT_USAGE, RECEIVE_USAGE], err: [], ok: true };
  if (command === "simulate") {
    refuse(values, ["html", "account"], "simulate", "--json, --user, --expect, --until or --tz");
    return runSimulate(operands, values);
  }
  if (command === "report") {
    refuse(values, ["user", "expect"], "report", "--json, --html, --account, --until or --tz");
    return runReport(operands, values);
  }
  const meant = suggest(command, COMMANDS);
  const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
  throw new CommandError(
    `found the command ${JSON.stringify(command)}, expected ${COMMANDS.join(", ")}${hint}`,
  );
}

function readWords(args: readonly string[]) {
  const options = { ...SIMULATE_OPTIONS, ...REPORT_OPTIONS, help: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

type Values = ReturnType<typeof readWords>["values"];

/** Options that another command has, and this one not, are a mistake. */
function refuse(
  values: Values,
  others: ReadonlyArray<keyof Values>,
  command: string,
  expected: string,
): void {
  const unknown = others.find((name) => values[name] !== undefined);
  if (unknown) throw new CommandError(`${command}: found --${unknown}, expected ${expected}`);
}
