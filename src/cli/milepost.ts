/** `npx milepost`: what a config would do, before it is shipped. */
import { parseArgs } from "node:util";
import { suggest } from "../sdk/config/suggest.ts";
import { CommandError } from "./commandError.ts";
import { runSimulate, SIMULATE_OPTIONS, SIMULATE_USAGE } from "./simulateCommand.ts";

// A time that names no zone is the same one on each machine.
process.env.TZ = "UTC";

const COMMANDS = ["simulate"];

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function run(words: readonly string[]): void {
  const { values, positionals } = readWords(words);
  const [command, ...operands] = positionals;
  if (values.help || command === undefined) return console.log(SIMULATE_USAGE);
  if (command !== "simulate") {
    const meant = suggest(command, COMMANDS);
    const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
    throw new CommandError(
      `found the command ${JSON.stringify(command)}, expected ${COMMANDS.join(", ")}${hint}`,
    );
  }
  const { out, err, ok } = runSimulate(operands, values);
  // Whoever reads only the beginning has read enough.
  process.stdout.on("error", () => {});
  for (const line of out) console.log(line);
  for (const line of err) console.error(line);
  if (!ok) process.exitCode = 1;
}

function readWords(args: readonly string[]) {
  const options = { ...SIMULATE_OPTIONS, help: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
