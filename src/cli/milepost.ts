/** `npx milepost`: what a config would do, before it is shipped; and the receiver of its reports. */
import { CommandError } from "./commandError.ts";
import { foldLines } from "./foldLines.ts";
import { openTerminal } from "./initCommand.ts";
import { createMeter, type Meter } from "./logs/meter.ts";
import { serveMcp } from "./mcp/serve.ts";
import { isWatching, readListen, runCommand, watchCommand } from "./runCommand.ts";
import type { Answer } from "./simulateCommand.ts";

// A time that names no zone is the same one on each machine.
process.env.TZ = "UTC";

const words = process.argv.slice(2);
if (words[0] === "receive") await keepReceiving(words.slice(1));
else if (words[0] === "mcp" && words.length === 1) await serve();
else if (isWatching(words)) keepWatching();
else if (words[0] === "webhooks") await keepListening();
else print(await runCommand(words, openTerminal, openMeter()));

/** For who looks on: nothing of it gets into a file or a pipe. */
function openMeter(): Meter | undefined {
  if (!process.stderr.isTTY) return undefined;
  return createMeter({ write: (text) => process.stderr.write(text), now: () => performance.now() });
}

function print({ out, err, ok }: Answer): void {
  // Whoever reads only the beginning has read enough.
  process.stdout.on("error", () => {});
  for (const text of out) console.log(foldLines(text, getColumns()));
  for (const line of err) console.error(line);
  if (!ok) process.exitCode = 1;
}

/** Of the terminal, for a report that is to be read there; JSON, and what goes to a file or a pipe, is never folded. */
function getColumns(): number | undefined {
  const isText = words[0] === "report" && !words.includes("--json");
  return isText && process.stdout.isTTY ? process.stdout.columns : undefined;
}

/** Until who has started it has no more to ask. */
async function serve(): Promise<void> {
  try {
    await serveMcp(process.cwd());
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    print({ out: [], err: [error.message], ok: false });
  }
}

/** Until it is stopped; it ends as the last answer went. */
function keepWatching(): void {
  const stop = watchCommand(words, (answer) => {
    process.exitCode = 0;
    print(answer);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
}

/** For webhooks, until it is stopped; without the receiver, whose packages nobody needs for it. */
async function keepListening(): Promise<void> {
  try {
    const options = readListen(words);
    if (options === undefined) return print(await runCommand(words));
    const { listenForWebhooks } = await import("../receiver/webhooks/listen.ts");
    const { close } = await listenForWebhooks({ ...options, print: console.log });
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, close);
  } catch (error) {
    print({ out: [], err: [(error as Error).message], ok: false });
  }
}

/** The one command that goes on until it is stopped. It is a file of its own, and loads what it needs when it is asked for. */
async function keepReceiving(rest: readonly string[]): Promise<void> {
  const { receive } = await import("../receiver/receive.ts");
  try {
    const { says, close } = await receive(rest, process.env);
    console.log(says);
    for (const signal of ["SIGINT", "SIGTERM"])
      process.once(signal, () => close?.().then(() => process.exit(0)));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
