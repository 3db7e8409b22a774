/** Each measure visits a subject once, in a profile of its own, so that nothing is warm but the browser. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { weighHeld } from "./heap.ts";
import { getHold, type Hold } from "./profile.ts";
import type { Site } from "./site.ts";
import type { Subject } from "./subjects.ts";

/** After a page has loaded, or was given work, until it is asked: all that starts has started. In milliseconds. */
const SETTLING = 3000;
export const SLOWER = 4;
export const UNREST = { ms: 3000, rows: 200 };
const WARM_UP = 20;

export interface Visit {
  readonly browser: Browser;
  readonly site: Site;
  readonly subject: Subject;
}

interface Open {
  readonly page: Page;
  readonly client: CDPSession;
  /** One figure of the browser's about the page. */
  read(name: "TaskDuration" | "JSHeapUsedSize"): Promise<number>;
}

/** Runs `work` in a page of the subject's, that is over after it. */
async function visit<T>(
  { browser, site, subject }: Visit,
  kind: "start" | "work",
  work: (open: Open) => Promise<T>,
  rate = 1,
): Promise<T> {
  const context = await browser.newContext();
  try {
    const url = site.url(subject, kind);
    if (subject.again) {
      const before = await context.newPage();
      await before.goto(url);
      await before.waitForTimeout(SETTLING);
      // Who only closes it, leaves without a word: it would not know that it may sleep.
      await before.goto("about:blank");
      await before.close();
      site.takeLoaded();
    }
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    // At a quarter of the speed the thread is held, which its own time does not show.
    await client.send("Performance.enable", { timeDomain: rate > 1 ? "timeTicks" : "threadTicks" });
    await client.send("Emulation.setCPUThrottlingRate", { rate });
    await page.goto(url);
    await page.waitForTimeout(SETTLING);
    const read: Open["read"] = async (name) =>
      (await client.send("Performance.getMetrics")).metrics.find((one) => one.name === name)!.value;
    return await work({ page, client, read });
  } finally {
    await context.close();
  }
}

async function weigh({ client, read }: Open): Promise<number> {
  await client.send("HeapProfiler.enable");
  for (let time = 0; time < 3; time++) await client.send("HeapProfiler.collectGarbage");
  return read("JSHeapUsedSize");
}

/** Milliseconds of the main thread, and bytes of heap after a collection. */
export async function measureStart(given: Visit): Promise<{ cpu: number; slow: number; heap: number }> {
  const { cpu, heap } = await visit(given, "start", async (open) => ({
    cpu: (await open.read("TaskDuration")) * 1000,
    heap: await weigh(open),
  }));
  const slow = await visit(given, "start", ({ read }) => read("TaskDuration"), SLOWER);
  return { cpu, heap, slow: slow * 1000 };
}

/** What the subject's page asks for until it is quiet, by path. */
export function measureSize(given: Visit): Promise<Map<string, Buffer>> {
  given.site.takeLoaded();
  return visit(given, "start", async () => given.site.takeLoaded());
}

interface Seen {
  readonly shown: number;
  readonly settled: number;
}

/** Milliseconds: the first time, the next step, and once more from the start. */
export function measureShow(given: Visit): Promise<{ first: Seen; next: Seen; again?: Seen }> {
  return visit(given, "work", ({ page }) =>
    page.evaluate<{ first: Seen; next: Seen; again?: Seen }>("bench.show()"),
  );
}

/** While rows come and go: with a target that never comes, and with a card that stands. */
export async function measureUnrest(given: Visit): Promise<{ waiting: Hold; standing: Hold }> {
  const during = (what: "wait" | "stand"): Promise<Hold> =>
    visit(given, "work", async ({ page, client }) => {
      await page.evaluate(`bench.begin("${what}")`);
      await page.waitForTimeout(500);
      return getHold(client, () => page.evaluate(`bench.churn(${UNREST.ms}, ${UNREST.rows})`));
    });
  return { waiting: await during("wait"), standing: await during("stand") };
}

/** Bytes of heap that a round of start and stop leaves: all, and what the page holds. */
export function measureGrowth(given: Visit, rounds: number): Promise<{ bytes: number; held: number }> {
  return visit(given, "work", async (open) => {
    const takeStock = async () => ({ bytes: await weigh(open), held: await weighHeld(open.client) });
    await open.page.evaluate(`bench.rounds(${WARM_UP})`);
    const before = await takeStock();
    await open.page.evaluate(`bench.rounds(${rounds})`);
    const after = await takeStock();
    return {
      bytes: (after.bytes - before.bytes) / rounds,
      held: (after.held - before.held) / rounds,
    };
  });
}

/** Microseconds an event: until the call returns (median), and of the main thread until all is quiet. */
export function measureTracking(given: Visit, calls: number): Promise<{ call: number; cpu: number }> {
  return visit(given, "work", async ({ page, read }) => {
    const before = await read("TaskDuration");
    const times = await page.evaluate<number[]>(`bench.track(${calls})`);
    await page.waitForTimeout(SETTLING);
    const spent = (await read("TaskDuration")) - before;
    return { call: times.toSorted((a, b) => a - b)[calls >> 1]!, cpu: (spent / calls) * 1e6 };
  });
}
