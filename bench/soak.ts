/**
 * What 100,000 events leave behind in a page that stays open: memory, and what is stored. `npm run bench:soak`; it needs
 * a build. `EVENTS=10000` for the short way.
 */
import { type Tab, toExpression } from "../tests/chaos/engine.ts";
import { whenever } from "../tests/chaos/pace.ts";
import { startStand } from "../tests/chaos/stand.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";

const EVENTS = Number(process.env.EVENTS ?? 100_000);
/** As many as may come at once. */
const PORTION = 500;
/** After that many, what the engine and the browser keep only once is there. */
const WARM_UP = 5_000;
const MINUTE_MS = 61_000;
const MOST_HEAP = 5_000_000;
const MOST_STORED = 2_000_000;

const stand = await startStand();
const browser = await openBrowser();
try {
  const run = stand.begin({ steps: 50 });
  // Who takes all and says no more: a receiver's own memory is not what is measured.
  run.faults(() => ({ kind: "status", status: 200 }));
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(run.url());
  const call: Tab["call"] = (method, ...given) => page.evaluate(toExpression(method, given));
  await call("ready");

  /** Tracks until so many are taken in, and each portion is delivered. */
  async function soak(from: number, until: number): Promise<void> {
    for (let taken = from; taken < until; taken += PORTION) {
      const event = `Step ${(taken / PORTION) % 100}`;
      const resolved = await call("track", { from: taken, count: PORTION, event });
      const refused = resolved.filter(([, id]) => id === null).length;
      if (refused > 0) throw new Error(`${refused} of ${PORTION} were refused`);
      await call("skip", MINUTE_MS);
      if (!(await whenever(async () => (await call("stock")).waiting === 0)))
        throw new Error("not delivered within 20 s");
    }
  }

  async function weigh(): Promise<{ heap: number; stored: number; files: number }> {
    for (let time = 0; time < 5; time++) await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const usage = await page.evaluate(() => navigator.storage.estimate().then((one) => one.usage ?? 0));
    return { heap: usedSize, stored: (await call("stock")).size, files: usage };
  }

  await soak(0, WARM_UP);
  const before = await weigh();
  const begin = performance.now();
  await soak(WARM_UP, WARM_UP + EVENTS);
  const after = await weigh();
  const { faults } = await call("report");
  const more = after.heap - before.heap;
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(
    `${EVENTS} events, ${run.requests()} requests, ${((performance.now() - begin) / 1000).toFixed(0)} s`,
  );
  console.log(`  heap: ${kB(before.heap)} before, ${kB(after.heap)} after, ${kB(more)} more`);
  console.log(`  stored: ${kB(after.stored)} in records, ${kB(after.files)} in the browser's files`);
  console.log(`  uncaught: ${faults.length}`);
  const holds = more < MOST_HEAP && Math.max(after.stored, after.files) < MOST_STORED && faults.length === 0;
  process.exitCode = holds ? 0 : 1;
} finally {
  await browser.close();
  await stand.close();
}
