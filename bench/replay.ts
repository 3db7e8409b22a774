/**
 * What a replay costs: the recorded log of 1,120 people, and logs of a million lines that are made of it, reading and
 * parsing included. `npm run bench:replay`; `npm run bench:replay -- 10000000` for ten million. It needs a build.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const LINES = Number(process.argv[2] ?? 1_000_000);

interface Line {
  readonly userId: string;
  readonly messageId: string;
  readonly timestamp: string;
}

const YEAR = 365 * 86_400_000;

const readLog = (): Line[] =>
  readFileSync(LOG, "utf8")
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));

/** Logs in order of time: the same people at it over and over, all within a year; or others who do the same, at once. */
const LOGS: Readonly<Record<string, () => Generator<Line>>> = {
  *"of the same people"() {
    const lines = readLog();
    const start = Date.parse(lines[0]!.timestamp);
    for (let i = 0; i < LINES; i++) {
      const line = lines[i % lines.length]!;
      const timestamp = new Date(start + Math.round((i / LINES) * YEAR)).toISOString();
      yield { ...line, messageId: `${line.messageId}-${i}`, timestamp };
    }
  },
  *"of other people each"() {
    const lines = readLog();
    const times = Math.ceil(LINES / lines.length);
    for (let i = 0; i < LINES; i++) {
      const line = lines[Math.floor(i / times)]!;
      const copy = i % times;
      yield { ...line, messageId: `${line.messageId}-${copy}`, userId: `${line.userId}-${copy}` };
    }
  },
};

function write(file: string, lines: Iterable<Line>): void {
  const out = openSync(file, "w");
  let text = "";
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(out, text);
    text = "";
  }
  writeSync(out, text);
  closeSync(out);
}

function replay(what: string, log: string): string {
  const start = performance.now();
  const run = spawnSync(
    process.execPath,
    ["--import", METER, "dist/cli.js", "simulate", CONFIG, log, "--json"],
    {
      encoding: "utf8",
    },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  const seconds = (performance.now() - start) / 1000;
  const { users, events } = JSON.parse(run.stdout) as { users: number; events: number };
  const [, peak] = /peak (\d+)/.exec(run.stderr) ?? [];
  const rate = Math.round(events / seconds).toLocaleString("en");
  console.log(
    `${what.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s ${rate.padStart(10)} a second   ${users} people, ${peak} MB`,
  );
  return run.stdout;
}

/** Says at the end how much memory there was at the most. */
const METER = `data:text/javascript,process.on("exit",()=>console.error("peak",Math.round(process.resourceUsage().maxRSS/1024)))`;

const first = replay("the recorded log", LOG);
if (replay("  and once more", LOG) !== first) throw new Error("a second replay came out otherwise");
const folder = mkdtempSync(join(tmpdir(), "milepost-"));
try {
  for (const [what, createLines] of Object.entries(LOGS)) {
    const log = join(folder, "log.jsonl");
    write(log, createLines());
    replay(`${LINES.toLocaleString("en")} lines ${what}`, log);
  }
} finally {
  rmSync(folder, { recursive: true });
}
