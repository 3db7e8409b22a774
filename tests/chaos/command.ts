/**
 * `npm run chaos`: the table of faults at its full size, or the rows that are named: `npm run chaos -- kill tabs`. It
 * needs a build. `--seed 7` draws other schedules, `--ci` takes the sizes of `npm test`, `--times 20` repeats a row so often, `--write` puts what was found
 * into bench/results, `--embedded` leaves out a PostgreSQL that is installed. `--engine firefox` and `--engine webkit` leave
 * out the rows that kill processes.
 */
import { parseArgs } from "node:util";
import { findPostgres, startPostgres } from "../receiver/temporaryPostgres.ts";
import { ENGINE_NAMES, ENGINES } from "./engines.ts";
import { describeRow, type Finding, isKept, writeResults } from "./results.ts";
import type { Row } from "./row.ts";
import { kill } from "./rows/kill.ts";
import { rows } from "./rows.ts";
import { startStand } from "./stand.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    times: { type: "string" },
    ci: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    embedded: { type: "boolean", default: false },
    engine: { type: "string", default: "chromium" },
  },
});
const engineName = ENGINE_NAMES.find((name) => name === values.engine);
if (!engineName) {
  console.error(`no such engine: ${values.engine}; there are ${ENGINE_NAMES.join(", ")}`);
  process.exit(1);
}
const seed = Number(values.seed);
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`no such row: ${unknown.join(", ")}; there are ${rows.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}

const programs = values.embedded ? undefined : findPostgres();
const postgres = programs === undefined ? undefined : await startPostgres(programs);
// Also where it is broken off: a server in a process of its own would stay.
process.once("exit", () => postgres?.stop());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const engine = await ENGINES[engineName]();
const isTried = (row: Row): boolean =>
  (positionals.length === 0 || positionals.includes(row.name)) && (row !== kill || !!engine.openMortal);
const stand = await startStand(postgres?.url);
const findings: Finding[] = [];
try {
  for (const row of rows.filter(isTried)) {
    const begin = performance.now();
    const whole = values.ci ? row.ci : row.full;
    const size = values.times === undefined ? whole : { ...whole, times: Number(values.times) };
    const outcome = await row.run({ stand, engine, size, seed });
    const seconds = Math.round((performance.now() - begin) / 100) / 10;
    const isWhole = size.times === row.full.times && size.events === row.full.events;
    const finding = {
      isWhole,
      engine: engineName,
      name: row.name,
      promise: row.promise,
      unit: row.unit,
      size,
      seed,
      seconds,
      ...outcome,
    };
    findings.push(finding);
    if (values.write) writeResults([finding]);
    console.log(describeRow(finding));
  }
} finally {
  await engine.close();
  await stand.close();
}
process.exitCode = findings.every(isKept) ? 0 : 1;
