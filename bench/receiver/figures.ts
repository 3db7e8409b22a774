/**
 * `npm run bench:figures`: what Mission Control's figures take: to make them of what has come, to answer each view, and
 * what they leave of the rate at which the receiver takes events in. `-- --events 100000` for less, `--only PostgreSQL`
 * or `--only embedded` for one of them. It writes bench/results/figures.md.
 */
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { VIEWS } from "../../src/receiver/figures/views/getView.ts";
import { findPostgres, startPostgres } from "../../tests/receiver/temporaryPostgres.ts";
import { copyYear, createYearConfig, sendYear } from "./fillYear.ts";

const { values } = parseArgs({
  options: {
    /** That are sent and made figures of; the others are copies. */
    accounts: { type: "string", default: "1000" },
    seconds: { type: "string", default: "10" },
    events: { type: "string" },
    only: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const TURNS = 3;
const PAGES = 200;
/** A thread that rests between two views is not idle. */
const IDLE_SECONDS = 30;
const COMMAND = process.argv.length > 2 ? "npm run bench:figures --" : "npm run bench:figures";
const SECRET = "sk-bench-0123456789";
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const config = createYearConfig();
const rate = { perSecond: 1_000_000, burst: 1_000_000 };

interface Place {
  readonly name: string;
  readonly events: number;
  readonly options: { readonly databaseUrl?: string; readonly dataDir?: string; readonly rebuild?: boolean };
}

const getPath = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const format = (value: number): string => Math.round(value).toLocaleString("en");
const tables: string[] = [];
const say = (line: string): void => {
  tables.push(line);
  console.log(line);
};

interface Running {
  readonly url: string;
  /** Milliseconds of a processor until now, and megabytes. */
  look(): Promise<{ readonly cpu: number; readonly memory: number }>;
  close(): Promise<void>;
}

/** @param isWith Does it make figures? */
async function start({ options }: Place, isWith = true): Promise<Running> {
  const keys = { bench: { origins: [], secret: SECRET, rate } };
  const given = JSON.stringify({ port: 0, origins: [], keys, ...(isWith && { config }), ...options });
  const child: ChildProcess = fork(getPath("process.ts"), {
    execArgv: ["--import", "tsx", "--max-old-space-size=6000"],
    env: { ...process.env, RECEIVER_OPTIONS: given },
  });
  const [{ url }] = await once(child, "message");
  return {
    url: url.replace("localhost", "127.0.0.1"),
    async look() {
      child.send("look");
      const [{ cpu, memory }] = await once(child, "message");
      return { cpu: (cpu.user + cpu.system) / 1e3, memory: memory / 1_048_576 };
    },
    async close() {
      child.send("close");
      await once(child, "exit");
    },
  };
}

async function ask(url: string, path: string): Promise<{ body: string; ms: number }> {
  const begin = performance.now();
  const reply = await fetch(`${url}/v1/figures${path}`);
  const body = await reply.text();
  if (reply.status !== 200) throw new Error(`${path} was answered ${reply.status}: ${body}`);
  return { body, ms: performance.now() - begin };
}

/** Resolves to the milliseconds until nothing waits any more. */
async function whenMade(url: string): Promise<number> {
  const begin = performance.now();
  while (JSON.parse((await ask(url, "")).body).waiting > 0) await wait(200);
  return performance.now() - begin;
}

interface Load {
  readonly perSecond: number;
  readonly p99: number;
}

async function load(url: string, perSecond = 0): Promise<Load> {
  const script = [getPath("load.ts"), url, "16", `${seconds}`, "20000", `${perSecond}`, SECRET];
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", ...script]);
  return JSON.parse(stdout) as Load;
}

/** What is noted is noted as before, though a receiver without figures was there. */
const FOLLOW =
  "insert into followers (name, holder, until) select name, '', now() from (values ('figures'), ('filled')) as f (name) on conflict do nothing";

/** One part is made and measured, and then copied until there are as many events as asked for. */
async function fill(
  place: Place,
): Promise<{ readonly own: number; readonly made: number; readonly rebuilt: number }> {
  const { name, options } = place;
  const filling = await start(place);
  const own = await sendYear(filling.url, Number(values.accounts), asServer);
  const made = await whenMade(filling.url);
  await filling.close();
  const rebuilding = await start({ ...place, options: { ...options, rebuild: true } });
  const rebuilt = await whenMade(rebuilding.url);
  await rebuilding.close();
  const database = await openDatabase(options);
  const copies = Math.max(1, Math.round(place.events / own));
  const begin = performance.now();
  await copyYear(database, copies);
  await database.close();
  console.log(`${name}: ${format(own)} events, ${copies} times, in ${format(performance.now() - begin)} ms`);
  return { own, made, rebuilt };
}

/** Resolves once the receiver has nothing to do: what is made before anybody asks has been made. */
async function whenIdle({ look }: Running): Promise<void> {
  for (let quiet = 0, last = (await look()).cpu; quiet < IDLE_SECONDS; ) {
    await wait(1_000);
    const { cpu } = await look();
    quiet = cpu - last < 100 ? quiet + 1 : 0;
    last = cpu;
  }
}

/** Of each view: asked first, of some of the people, and again; milliseconds that passed, and those of a processor. */
async function measureViews(running: Running): Promise<void> {
  const { url, look } = running;
  say("| view | first, ms | CPU ms | of one journey, ms | CPU ms | again, ms |");
  say("| --- | --- | --- | --- | --- | --- |");
  const [journey] = Object.keys(config.journeys ?? {});
  const cells = new Map<string, string[]>(VIEWS.map((view) => [view, []]));
  for (const query of ["", `?journey=${journey}`, "?again"]) {
    await whenIdle(running);
    for (const [view, own] of cells) {
      const before = await look();
      const { ms } = await ask(url, `/${view}${query === "?again" ? "" : query}`);
      const { cpu } = await look();
      own.push(format(ms), ...(query === "?again" ? [] : [format(cpu - before.cpu)]));
    }
  }
  for (const [view, own] of cells) say(`| ${view} | ${own.join(" | ")} |`);
}

/** By turns, since a database slows down as it grows, and other work on the machine comes and goes. */
async function measureRates(place: Place): Promise<readonly [with_: number, without: number]> {
  const sums: [number, number] = [0, 0];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const isWith of [true, false]) {
      const receiver = await start(place, isWith);
      if (isWith) await whenIdle(receiver);
      sums[isWith ? 0 : 1] += (await load(receiver.url)).perSecond / TURNS;
      await receiver.close();
    }
    const database = await openDatabase(place.options);
    await database.query(FOLLOW);
    await database.close();
  }
  return sums;
}

async function measure(place: Place): Promise<void> {
  const { own, made, rebuilt } = await fill(place);
  const running = await start(place);
  const begin = performance.now();
  await whenMade(running.url);
  const { users, events } = JSON.parse((await ask(running.url, "/way")).body);
  const ready = performance.now() - begin;
  say(`\n## ${place.name}: ${format(events)} events of ${format(users)} people\n`);
  await measureViews(running);
  const { memory } = await running.look();

  const alone = await load(running.url, 1_000);
  const pages = fork(getPath("viewers.ts"), [running.url, `${PAGES}`], { execArgv: ["--import", "tsx"] });
  await once(pages, "message");
  const watched = await load(running.url, 1_000);
  pages.send("end");
  const [seen] = await once(pages, "message");
  await running.close();

  const [withFigures, without] = await measureRates(place);
  say(`
| what | is |
| --- | --- |
| figures of ${format(own)} events, as they came | ready ${format(made)} ms after the last |
| the same anew (\`--rebuild\`) | ${format((own * 1000) / rebuilt)} events a second |
| the first view after a start | ${format(ready)} ms |
| memory of the process | ${format(memory)} MB |
| taken in with figures, without them | ${format(withFigures)}, ${format(without)} events a second: ${Math.round((100 * withFigures) / without)} % |
| 1,000 events a second, no page open | ${alone.perSecond} taken in, p99 ${alone.p99} ms |
| the same, ${PAGES} pages open | ${watched.perSecond} taken in, p99 ${watched.p99} ms |
| these pages | views in ${seen.viewMs.join(" ms, p99 ")} ms; told ${seen.lateMs.join(" ms, p99 ")} ms after an event came; ${seen.faults} faults |`);
}

const folder = mkdtempSync(join(tmpdir(), "milepost-bench-"));
const programs = findPostgres();
const postgres = programs === undefined ? undefined : await startPostgres(programs, { fsync: true });
const given = values.events === undefined ? undefined : Number(values.events);
try {
  if (values.only !== "PostgreSQL") {
    const dataDir = join(folder, "data");
    await measure({ name: "embedded", events: given ?? 1_000_000, options: { dataDir } });
  }
  if (postgres && values.only !== "embedded")
    await measure({
      name: "PostgreSQL",
      events: given ?? 10_000_000,
      options: { databaseUrl: postgres.url },
    });
} finally {
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(
  "bench/results/figures.md",
  `# What Mission Control's figures take

Made by \`${[COMMAND, ...process.argv.slice(2)].join(" ")}\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} cores that the load and the pages share, fsync on. The simulated product's half a year of ${format(Number(values.accounts))} accounts is sent and made figures of; the others are copies of them under other names, rows and figures. Rates are those of ${TURNS} turns of ${seconds} s.
${tables.join("\n")}
`,
);
