/**
 * What a year of many people takes: to make its log, and to report on it. `npm run bench:year` for 2,000 people of the
 * simulated product and 200,000 of a small one; `npm run bench:year -- 200000` for as many of the simulated product,
 * which takes hours and 15 GB of disk. It needs no build, and writes bench/results/year.md.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulateYear } from "../src/simulation/simulateYear.ts";
import { createConfig, createRows, type SmallYear } from "../tests/helpers/smallYear.ts";

/** People of an account, on average. */
const PEOPLE = { simulated: 4.5, small: 5 };
const SIZES = process.argv.slice(2).map(Number);
const SMALL = 200_000;

/** Says at the end how much memory there was at the most, and how long a processor was at it. */
const METER = `data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();console.error("peak",Math.round(process.resourceUsage().maxRSS/1024),"busy",(user+system)/1e6)})`;
const CLI = "node_modules/.cache/cli.mjs";
const format = (number: number): string => Math.round(number).toLocaleString("en");

function write(file: string, rows: Iterable<object>): void {
  const out = openSync(file, "w");
  let text = "";
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(out, text);
    text = "";
  }
  writeSync(out, text);
  closeSync(out);
}

const folder = mkdtempSync(join(tmpdir(), "milepost-"));

interface Measured {
  readonly cells: readonly string[];
  readonly users: number;
  /** Of the log. */
  readonly bytes: number;
  /** Of a processor, to make the log and to report on it. */
  readonly made: number;
  readonly reported: number;
  /** MB at the most, of the report. */
  readonly peak: number;
}

function measure(what: string, config: object, rows: Iterable<object>): Measured {
  const log = join(folder, "year.jsonl");
  const file = join(folder, "milepost.json");
  writeFileSync(file, JSON.stringify(config));
  const before = process.cpuUsage();
  write(log, rows);
  const { user } = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS / 1024;
  const page = join(folder, "year.html");
  const [json, html] = [["--json"], ["--html", page]].map((options) => {
    const run = spawnSync(process.execPath, ["--import", METER, CLI, "report", file, log, ...options], {
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    });
    if (run.status !== 0) throw new Error(run.stderr.slice(0, 2000));
    const [, peak, seconds] = /peak (\d+) busy ([\d.]+)/.exec(run.stderr)!.map(Number);
    return { ...run, seconds: seconds!, peak: peak! };
  });
  const { users, events } = JSON.parse(json!.stdout) as { users: number; events: number };
  const size = (path: string): string => `${(statSync(path).size / 1e6).toFixed(1)} MB`;
  const row = [
    what,
    format(users),
    format(events),
    size(log),
    `${format(user / 1e6)} s`,
    `${format(memory)} MB`,
    `${format(json!.seconds)} s`,
    `${format(json!.peak)} MB`,
    `${format(html!.seconds)} s`,
    size(page),
  ];
  console.log(row.join(", "));
  const [one, bytes] = [json!, statSync(log).size];
  return { cells: row, users, bytes, made: user / 1e6, reported: one.seconds, peak: one.peak };
}

/** MB that the program takes without a log. */
const OWN_MB = 130;

/** What as many people of the simulated product take, by what was measured of fewer. */
function scale({ users, bytes, made, reported, peak }: Measured): string {
  const times = SMALL / users;
  const minutes = (seconds: number): string => format((times * seconds) / 60);
  const gigabytes = (mega: number): string => ((times * mega) / 1000).toFixed(0);
  return `All of it grows as the people do, but for what the program itself has of memory, some ${OWN_MB} MB. By the first row, ${format(SMALL)} people of the simulated product, whose log has about a hundred events of each, take ${times.toFixed(0)} times what ${format(users)} take: ${minutes(made)} minutes to make the log, ${gigabytes(bytes / 1e6)} GB of it, ${minutes(reported)} minutes to report on it, and ${gigabytes(peak - OWN_MB)} GB of memory, which Node has to be given: \`NODE_OPTIONS=--max-old-space-size=8192\`. That is worked out, and was not run.`;
}

const small: SmallYear = {
  seed: 1,
  by: "account",
  heldOut: 0.1,
  base: 0.3,
  effect: 0.1,
  accounts: SMALL / PEOPLE.small,
};
try {
  const measured = [
    ...(SIZES.length > 0 ? SIZES : [2_000]).map((people) => {
      const year = simulateYear({ accounts: Math.ceil(people / PEOPLE.simulated), holdout: 0.1 });
      return measure("the simulated product", year.config, year.rows);
    }),
    measure("a small product", createConfig(small), createRows(small)),
  ];
  const head = [
    "year of",
    "people",
    "events",
    "log",
    "made in",
    "with",
    "report --json in",
    "with",
    "report --html in",
    "page",
  ];
  const rows = measured.map(({ cells }) => cells);
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const text = `# What a year of many people takes

Made by \`npm run bench:year\` on ${new Date().toISOString().slice(0, 10)}. A log is made one account after the other and written as it comes, so what that takes of memory does not grow with it. Its lines are in no order of time: the report sorts them in files beside, reads them twice, and holds all people at once, as figures are of all of them. Times are those of a processor; on a machine that has nothing else to do they pass as they are.

${table}

${scale(measured[0]!)}
`;
  writeFileSync("bench/results/year.md", text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true });
}
