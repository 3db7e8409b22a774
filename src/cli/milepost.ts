/** `npx milepost`: what a config would do, before it is shipped. */
import { runCommand } from "./runCommand.ts";

// A time that names no zone is the same one on each machine.
process.env.TZ = "UTC";

const { out, err, ok } = runCommand(process.argv.slice(2));
// Whoever reads only the beginning has read enough.
process.stdout.on("error", () => {});
for (const line of out) console.log(line);
for (const line of err) console.error(line);
if (!ok) process.exitCode = 1;
