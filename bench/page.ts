/**
 * What a call of `track` costs the page that makes it: the time until it returns, in a real browser, with 200
 * milestones and as many gaps. `npm run bench:page`; it needs a build.
 */
import { openBrowser } from "../tests/helpers/chromium.ts";
import { startSite } from "../tests/helpers/site.ts";

const MILESTONES = 200;
const CALLS = 2000;

const numbers = Array.from({ length: MILESTONES }, (_, i) => i);
const config = {
  version: 1,
  product: "bench",
  consent: "full",
  report: { endpoint: "/v1/batch", writeKey: "bench" },
  milestones: Object.fromEntries(
    numbers.map((i) => [
      `m${i}`,
      { title: `${i}`, when: { event: `Event ${i}`, where: { total: { above: 0 } }, count: 5 } },
    ]),
  ),
  gaps: Object.fromEntries(
    numbers.map((i) => [`g${i}`, { from: `m${i}`, to: `m${(i + 1) % MILESTONES}`, opens: { after: "1d" } }]),
  ),
};

interface Times {
  /** Each call in a task of its own, as after a press: nothing of ours is warm. In microseconds. */
  readonly alone: number[];
  /** One call after the other, of the mean. */
  readonly inARow: number;
}

async function measure({ calls, milestones }: { calls: number; milestones: number }): Promise<Times> {
  const { milepost } = window as unknown as {
    milepost: { ready(): Promise<void>; track(event: string, properties: object): unknown };
  };
  await milepost.ready();
  const times: number[] = [];
  for (let i = 0; i < calls; i++) {
    await new Promise((resolve) => setTimeout(resolve));
    const start = performance.now();
    milepost.track(`Event ${i % milestones}`, { total: 40, plan: "team" });
    times.push((performance.now() - start) * 1000);
  }
  const start = performance.now();
  for (let i = 0; i < calls; i++) milepost.track(`Event ${i % milestones}`, { total: 40, plan: "team" });
  return { alone: times, inARow: ((performance.now() - start) * 1000) / calls };
}

// An isolated page reads its clock to 5 µs, others to 100.
const headers = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const site = await startSite({ config, pages: { "/": "<main>Bench</main>" }, headers });
const browser = await openBrowser();
try {
  const page = await browser.newPage();
  await page.goto(site.url);
  const { alone, inARow } = await page.evaluate(measure, { calls: CALLS, milestones: MILESTONES });
  const sorted = alone.toSorted((a, b) => a - b);
  const at = (share: number): string => `${sorted[Math.floor(share * CALLS)]!.toFixed(0)} µs`;
  console.log(`track, ${CALLS} calls, ${MILESTONES} milestones`);
  console.log(`  each in a task of its own: median ${at(0.5)}, 95th of 100 ${at(0.95)}`);
  console.log(`  one after the other: ${inARow.toFixed(0)} µs`);
} finally {
  await browser.close();
  await site.close();
}
