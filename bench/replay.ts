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

/** The same people, a second apart, or others who do the same at the same time. */
const COPIES: Readonly<Record<string, (line: Line, copy: number) => Line>> = {
  "of the same people": (line, copy) => ({
    ...line,
    timestamp: new Date(Date.parse(line.timestamp) + copy * 1000).toISOString(),
  }),
  "of other people each": (line, copy) => ({ ...line, userId: `${line.userId}-${copy}` }),
};

/** Writes a log in order of time, each line many times over. */
function write(file: string, makeCopy: (line: Line, copy: number) => Line): void {
  const lines = readFileSync(LOG, "utf8")
    .trim()
    .split("\n")
    .map((line): Line => JSON.parse(line))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  const times = Math.ceil(LINES / lines.length);
  const out = openSync(file, "w");
  let left = LINES;
  for (const line of lines) {
    let text = "";
    for (let copy = 0; copy < times && left > 0; copy++, left--) {
      text += `${JSON.stringify({ ...makeCopy(line, copy), messageId: `${line.messageId}-${copy}` })}\n`;
    }
    writeSync(out, text);
  }
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
  for (const [what, makeCopy] of Object.entries(COPIES)) {
    const log = join(folder, "log.jsonl");
    write(log, makeCopy);
    replay(`${LINES.toLocaleString("en")} lines ${what}`, log);
  }
} finally {
  rmSync(folder, { recursive: true });
}
