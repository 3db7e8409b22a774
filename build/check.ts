/**
 * `npm run check`: what an edit is likely to break, before it is committed. Types and lint beside each other, then the
 * rooms, the documents and the unit tests that import what differs from the last commit; laws with a fortieth of their
 * cases. The first step that fails ends it.
 */
import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";

const env = { ...process.env, LAW_RUNS: "25", MUTATIONS: "50", QUEUE_RUNS: "20" };

/** Resolves once it has passed; what it says comes in one piece. */
async function run(name: string, command: string, files: readonly string[] = []): Promise<void> {
  const start = performance.now();
  const child = spawn("npx", [...command.split(" "), ...files], { env, shell: process.platform === "win32" });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => said.push(piece));
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status !== 0) process.stdout.write(Buffer.concat(said));
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (status !== 0) process.exit(1);
}

const git = (command: string): string[] =>
  execFileSync("git", command.split(" "), { encoding: "utf8" }).split("\n").filter(Boolean);

// The rooms and the documents read the sources as text, so no import says what they are touched by.
const always = ["tests/layers.test.ts", ...readdirSync("tests/docs").map((name) => `tests/docs/${name}`)];
const changed = [...git("diff --name-only HEAD"), ...git("ls-files --others --exclude-standard")];

await Promise.all([run("types", "tsc --noEmit"), run("lint", "biome check --error-on-warnings")]);
await run("units", "vitest related --run --project pure --project units", [...always, ...changed]);
