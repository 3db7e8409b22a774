/**
 * What Milepost costs the page that it is in, beside others, in one run: each takes its turn in each round, so that what
 * else the machine does meets all alike. `npm run bench:page`; `ROUNDS=3` for fewer visits, `ONLY=show,growth` prints
 * these measures and writes nothing. It writes bench/results/page.json and page.md.
 */
import { loadavg } from "node:os";
import { openBrowser } from "../../tests/helpers/chromium.ts";
import { toFigures, toQuartiles } from "./figures.ts";
import {
  measureGrowth,
  measureShow,
  measureSize,
  measureStart,
  measureTracking,
  measureUnrest,
  type Visit,
} from "./measures.ts";
import { getVersion } from "./peers.ts";
import { type Results, writeResults } from "./results.ts";
import { startSite } from "./site.ts";
import { toSize } from "./sizes.ts";
import { type Measure, NOTHING, SUBJECTS, takesPart } from "./subjects.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 7);
/** Of what takes long. */
const LONG_ROUNDS = Math.ceil(ROUNDS / 3);
/** Rounds of start and stop in one page, and calls of track in one. */
const STARTS = Number(process.env.STARTS ?? 200);
const CALLS = Number(process.env.CALLS ?? 1000);
const ONLY = process.env.ONLY?.split(",") as Measure[] | undefined;

const site = await startSite();
const browser = await openBrowser();

/** By turns; a measure that fails for one says so, and the others go on. */
async function measure<T extends object>(
  what: Measure,
  rounds: number,
  one: (visit: Visit) => Promise<T>,
): Promise<Map<string, T[]>> {
  const found = new Map<string, T[]>();
  if (ONLY && !ONLY.includes(what)) return found;
  const subjects = [...(what === "start" ? [NOTHING] : []), ...SUBJECTS].filter((subject) =>
    takesPart(subject, what),
  );
  for (let round = 0; round < rounds; round++)
    for (const subject of subjects) {
      const list = found.get(subject.name) ?? [];
      found.set(subject.name, list);
      try {
        list.push(await one({ browser, site, subject }));
      } catch (cause) {
        throw new Error(`${what} of ${subject.name}: ${(cause as Error).message}`, { cause });
      }
    }
  console.log(`${what}: done at load ${loadavg()[0]!.toFixed(1)}`);
  return found;
}

try {
  const load = loadavg()[0]!;
  const size = await measure("size", 1, async (visit) => toSize(await measureSize(visit)));
  const start = await measure("start", ROUNDS, measureStart);
  const show = await measure("show", ROUNDS, async (visit) => toFigures(await measureShow(visit)));
  const unrest = await measure("unrest", LONG_ROUNDS, async (visit) => toFigures(await measureUnrest(visit)));
  const growth = await measure("growth", 1, (visit) => measureGrowth(visit, STARTS));
  const tracking = await measure("tracking", LONG_ROUNDS, (visit) => measureTracking(visit, CALLS));
  const measures = Object.fromEntries(
    Object.entries({ size, start, show, unrest, growth, tracking }).map(([what, found]) => [
      what,
      toQuartiles(found),
    ]),
  ) as Results["measures"];
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    browser: browser.version(),
    load: [load, loadavg()[0]!],
    rounds: ROUNDS,
    longRounds: LONG_ROUNDS,
    starts: STARTS,
    calls: CALLS,
    versions: Object.fromEntries(
      SUBJECTS.flatMap(({ packages }) => packages.map((name) => [name, getVersion(name)])),
    ),
    measures,
  };
  if (ONLY) console.log(JSON.stringify(measures, null, 1));
  else writeResults(results);
} finally {
  await browser.close();
  await site.close();
}
