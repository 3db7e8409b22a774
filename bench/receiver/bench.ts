/**
 * `npm run bench:receiver`: what the receiver takes in, on both databases, empty and with a million rows, alone and with
 * ten open Mission Controls, by turns; how soon these open. `-- --seconds 5 --rows 100000` for less, `--only PostgreSQL`
 * or `--only embedded` for one of them, and then it writes nothing.
 * It writes bench/results/receiver.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LONG_PATIENCE_MS } from "../../src/receiver/database/database.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { readLive } from "../../tests/receiver/receiver.ts";
import { findPostgres, startPostgres } from "../../tests/receiver/temporaryPostgres.ts";
import { readCpu } from "./readCpu.ts";
import { type Measured, type Running, load as sendLoad, startProcess } from "./running.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "15" },
    rows: { type: "string", default: "1000000" },
    only: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const rows = Number(values.rows);
const VIEWERS = 10;
const TURNS = 3;

interface Place {
  readonly name: string;
  readonly options: { readonly databaseUrl?: string; readonly dataDir?: string };
  /** Seconds of the database's own processes. */
  getCpu(): number;
}

const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  console.log(line);
};

/** Rows as the load makes them, of a fifth as many people, in one statement. */
const FILL = `
  insert into events (write_key, message_id, owner, type, event, user_id, anonymous_id, at, received_at, properties,
    traits, context)
  select 'bench', 'filled-' || n, 'filled-' || n / 5, 'track',
    case when n % 5 = 0 then 'Milestone Reached' else 'Invoice Sent' end, 'filled-' || n / 5, 'visitor-' || n / 5,
    now() - n * interval '1 second', now(),
    jsonb_build_object('milestone_id', 'step-' || n / 5 % 5, 'total', n, 'event_id', 'filled-' || n),
    '{}', '{"library": {"name": "milepost"}, "page": {"path": "/invoices"}, "replica": "one"}'
  from generate_series($1::int, $2::int) n`;

async function fill({ options }: Place): Promise<void> {
  const database = await openDatabase(options);
  const piece = 50_000;
  for (let at = 0; at < rows; at += piece)
    await database.transaction(
      ({ query }) => query(FILL, [at, Math.min(rows, at + piece) - 1]),
      LONG_PATIENCE_MS,
    );
  // The next start makes what is derived anew.
  await database.query("delete from tallies");
  await database.transaction(({ query }) => query("analyze"), LONG_PATIENCE_MS);
  await database.close();
}

async function load(title: string, place: Place, running: Running, atOnce: number): Promise<Measured> {
  const read = async (): Promise<number[]> => [place.getCpu()];
  const one = await sendLoad({ running, atOnce, seconds, read });
  const cells = one.cells.map((cell, i) => (i === 4 && cell === "" ? "in it" : cell));
  say(`| ${[`${place.name}, ${title}`, atOnce, ...cells].join(" | ")} |`);
  return one;
}

/** Milliseconds until an open page has its first state, then it stays open. */
async function open(url: string): Promise<{ took: number; close: () => void }> {
  const begin = performance.now();
  const stream = readLive(url);
  for (;;) {
    const { value, done } = await stream.next();
    if (done) throw new Error("The stream ended");
    if (value.event === "overview") break;
  }
  const took = performance.now() - begin;
  let isOver = false;
  const reading = (async () => {
    for await (const _ of stream) if (isOver) return;
  })().catch(() => {});
  return {
    took,
    close() {
      isOver = true;
      void reading;
    },
  };
}

async function measure(place: Place): Promise<void> {
  const empty = await startProcess(place.options);
  for (const atOnce of [1, 4, 16]) await load("empty", place, empty, atOnce);
  await empty.close();

  await fill(place);
  const running = await startProcess(place.options);
  const { url } = running;
  await load("filled", place, running, 4);
  const rates: Array<{ alone: number; watched: number }> = [];
  const took: number[] = [];
  // By turns, since a database slows down as it grows, and other work on the machine comes and goes.
  for (let turn = 0; turn < TURNS; turn++) {
    const alone = await load("filled", place, running, 16);
    const pages = await Promise.all(Array.from({ length: VIEWERS }, () => open(url)));
    const watched = await load(`filled, ${VIEWERS} open pages`, place, running, 16);
    rates.push({ alone: alone.perSecond, watched: watched.perSecond });
    took.push(Math.max(...pages.map((page) => page.took)), (await open(url)).took);
    for (const { close } of pages) close();
  }
  const sum = (of: "alone" | "watched"): number => rates.reduce((total, rate) => total + rate[of], 0);
  const kept = Math.round((100 * sum("watched")) / sum("alone"));
  opened.push(`| ${place.name} | ${Math.round(Math.max(...took))} | ${kept} % |`);
  await running.kill();
}

const opened: string[] = [];

say(
  `| database | at once | events/s | p50 ms | p99 ms | receiver CPU s/1,000 | database CPU s/1,000 | MB | faults |`,
);
say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
const folder = mkdtempSync(join(tmpdir(), "milepost-bench-"));
const programs = findPostgres();
const postgres = programs === undefined ? undefined : await startPostgres(programs, { fsync: true });
try {
  const { only } = values;
  if (only !== "PostgreSQL")
    await measure({ name: "embedded", options: { dataDir: join(folder, "data") }, getCpu: () => 0 });
  if (postgres && only !== "embedded") {
    const getCpu = (): number => readCpu([postgres.getId()]);
    await measure({ name: "PostgreSQL", options: { databaseUrl: postgres.url }, getCpu });
  }
} finally {
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
const table = [
  "| database | ten pages and one more open after, ms at most | of the rate without them |",
  "| --- | --- | --- |",
  ...opened,
];
console.log(table.join("\n"));
if (values.only) process.exit();
writeFileSync(
  "bench/results/receiver.md",
  `# What the receiver takes in

Made by \`npm run bench:receiver\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} cores that the load shares, ${seconds} s a row, batches of 50 events of about 440 bytes, fsync on; "filled" has ${rows.toLocaleString("en")} rows of ${(rows / 5).toLocaleString("en")} people.

${lines.join("\n")}

Mission Control with ${rows.toLocaleString("en")} rows: until a page has its first state, and what ten of them leave of the rate, in three turns.

${table.join("\n")}
`,
);
