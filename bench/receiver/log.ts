/**
 * `npm run bench:log`: what a receiver that only takes in puts into a log of three servers, alone and while another one
 * stores from it in PostgreSQL, and how soon nothing waits any more. `-- --seconds 10` for less.
 * It writes bench/results/log.md.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findNats, startNats } from "../../tests/receiver/temporaryNats.ts";
import { findPostgres, startPostgres } from "../../tests/receiver/temporaryPostgres.ts";
import { readCpu } from "./readCpu.ts";
import { load, type Measured, type Running, startProcess } from "./running.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const seconds = Number(values.seconds);
const program = findNats();
const programs = findPostgres();
if (program === undefined || programs === undefined)
  throw new Error("bench:log: found no nats-server or no PostgreSQL, expected both to be installed");

const postgres = await startPostgres(programs, { fsync: true });
const nats = await startNats(program).catch((error: unknown) => {
  postgres.stop();
  throw error;
});
const lines = [
  "| what | at once | events/s | p50 ms | p99 ms | receiver CPU s/1,000 | log CPU s/1,000 | storing CPU s/1,000 | MB | faults |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
];
const say = (title: string, atOnce: number, one: Measured): void => {
  const cells = [title, atOnce, ...one.cells];
  lines.push(`| ${cells.join(" | ")} |`);
  console.log(lines.at(-1));
};

/** Seconds of a processor, of all that stores. */
async function readStoring(storer: Running | undefined): Promise<number> {
  return storer === undefined ? 0 : (await storer.look()).cpu + readCpu([postgres.getId()]);
}

async function measure(title: string, atOnce: number, door: Running, storer?: Running): Promise<Measured> {
  const read = async (): Promise<number[]> => [readCpu(nats.getIds()), await readStoring(storer)];
  const one = await load({ running: door, atOnce, seconds, read });
  say(title, atOnce, one);
  return one;
}

async function getWaiting({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^milepost_log_waiting (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

try {
  console.log(lines.join("\n"));
  const door = await startProcess({ log: nats.url, only: "ingest" });
  for (const atOnce of [1, 4, 16]) await measure("into the log alone", atOnce, door);
  const begin = performance.now();
  const waited = await getWaiting(door);
  const storer = await startProcess({ log: nats.url, databaseUrl: postgres.url });
  while ((await getWaiting(door)) !== 0) await wait(200);
  const took = (performance.now() - begin) / 1000;
  const drained = `What waited then, ${waited.toLocaleString("en")} entries of 50 events, was stored in ${Math.round(took)} s: ${Math.round((waited * 50) / took).toLocaleString("en")} events a second.`;
  console.log(drained);
  await measure("into the log, and from it into PostgreSQL", 16, door, storer);
  const after = performance.now();
  while ((await getWaiting(door)) !== 0) await wait(200);
  const lag = `Nothing waited any more ${((performance.now() - after) / 1000).toFixed(1)} s after the last batch.`;
  console.log(lag);
  await door.close();
  await storer.close();
  writeFileSync(
    "bench/results/log.md",
    `# What a log takes in

Made by \`npm run bench:log\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} cores that the load, three servers of NATS JetStream and PostgreSQL share, ${seconds} s a row, batches of 50 events of about 440 bytes; a batch is answered when two of three servers have it.

${lines.join("\n")}

${drained} ${lag}
`,
  );
} finally {
  await nats.stop();
  postgres.stop();
}
