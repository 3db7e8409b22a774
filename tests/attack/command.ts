/**
 * `npm run attack`: all that is done to the receiver, at its full size, or the rows that are named: `npm run attack --
 * bodies erasure`. `--seed 7` draws other bodies, `--times 20` tries a row so often. It writes bench/results/attack.md,
 * where the rows that were not tried stay as they were.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findNats, startNats } from "../receiver/temporaryNats.ts";
import { findPostgres, startPostgres } from "../receiver/temporaryPostgres.ts";
import type { Outcome } from "./row.ts";
import { rows } from "./rows.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, times: { type: "string" } },
});
const JSON_FILE = "bench/results/attack.json";
const LONGEST = 100;
const LOAD = { lanes: 8, pause: 0 };

interface Finding extends Outcome {
  readonly seconds: number;
  readonly date: string;
}

const names = rows.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such row: ${unknown.join(", ")}; there are ${names.join(", ")}`);
  process.exit(1);
}

const programs = findPostgres();
const nats = findNats();
const findings: Record<string, Finding> = existsSync(JSON_FILE)
  ? JSON.parse(readFileSync(JSON_FILE, "utf8"))
  : {};
for (const row of rows.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const begin = performance.now();
  const outcome = await row.run({
    times: values.times === undefined ? row.full : Number(values.times),
    longest: LONGEST,
    load: LOAD,
    seed: Number(values.seed),
    startPostgres: async () => (programs === undefined ? undefined : startPostgres(programs)),
    startNats: async (count) => (nats === undefined ? undefined : startNats(nats, count)),
  });
  const seconds = Math.round((performance.now() - begin) / 1000);
  findings[row.name] = {
    ...outcome,
    broken: outcome.broken.slice(0, 20),
    seconds,
    date: new Date().toISOString().slice(0, 10),
  };
  const state = outcome.broken.length === 0 ? "holds " : "BROKEN";
  console.log(`${state} ${row.name}: ${outcome.tries} tries, ${describe(outcome)}, ${seconds} s`);
  for (const one of outcome.broken.slice(0, 20)) console.log(`       ${one}`);
  write();
}
process.exitCode = rows.every(({ name }) => (findings[name]?.broken.length ?? 0) === 0) ? 0 : 1;

function describe({ figures }: Outcome): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

function write(): void {
  writeFileSync(JSON_FILE, `${JSON.stringify(findings, null, 2)}\n`);
  const cells = rows.flatMap(({ name, promise }) => {
    const finding = findings[name];
    if (finding === undefined) return [];
    const state = finding.broken.length === 0 ? "holds" : "broken";
    return [[name, promise, finding.tries, describe(finding), `${finding.seconds} s`, finding.date, state]];
  });
  const head = ["row", "promise", "tries", "measured", "took", "on", ""];
  const lines = [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`);
  writeFileSync(
    "bench/results/attack.md",
    `# What was done to the receiver

Made by \`npm run attack\`: the receiver in a process of its own, on the embedded database and, where its programs are installed, on a PostgreSQL, and on a log, of each row's own. Times are those of a shared machine with two cores.

${lines.join("\n")}
`,
  );
}
