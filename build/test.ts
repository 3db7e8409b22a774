/**
 * `npm test`: everything. Types, lint and the build go on beside each other, as a bundler keeps one core busy; then the
 * tests. The first step that fails ends it. Words of the command go on to vitest: `npm test -- tests/sdk`.
 */
import { spawn } from "node:child_process";

const shell = process.platform === "win32";

/** What it says comes in one piece, once it has ended. */
function run(command: string): Promise<void> {
  const start = performance.now();
  const child = spawn("npx", command.split(" "), { shell, stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => said.push(piece));
  return new Promise((resolve) => {
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`${command}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
      if (status !== 0) process.exit(1);
      resolve();
    });
  });
}

const build = async (): Promise<void> => {
  // It empties the folder that the next two write into.
  await run("rollup -c --silent");
  await run("tsc -p tsconfig.types.json");
  await run("tsx build/finish.ts");
};
const check = async (): Promise<void> => {
  await run("tsc --noEmit");
  await run("biome check --error-on-warnings");
};
await Promise.all([build(), check()]);

const tests = spawn("npx", ["vitest", "run", ...process.argv.slice(2)], { shell, stdio: "inherit" });
tests.on("close", (status) => process.exit(status ?? 1));
