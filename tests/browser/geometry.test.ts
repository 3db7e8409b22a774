import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHard } from "../../examples/hard/server.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { drawPanes, PAGES, type Pane, runCases } from "../helpers/geometry.ts";
import { addStanding } from "../helpers/standing.ts";
import type { Host } from "../helpers/visitor.ts";

declare const window: Host;

/** `npm run geometry` for the long way; `GEOMETRY_SEED=7 GEOMETRY_RUNS=5000 npm run geometry` for another one. */
const isLong = process.env.npm_lifecycle_event === "geometry";
const RUNS = Number(process.env.GEOMETRY_RUNS ?? (isLong ? 1_200 : 100));
const SEED = Number(process.env.GEOMETRY_SEED ?? 20_260);

let browser: Browser;
let visitor: BrowserContext;
let hard: Running;

beforeAll(async () => {
  [browser, hard] = await Promise.all([openBrowser(), startHard(0)]);
  visitor = await browser.newContext({ reducedMotion: "reduce" });
  await visitor.addInitScript(addStanding);
});
afterAll(async () => {
  await browser?.close();
  await hard?.close();
});

async function openPage(path: string): Promise<Page> {
  const page = await visitor.newPage();
  await page.goto(hard.url + path);
  await page.waitForFunction(() => window.milepost && "start" in window.milepost);
  return page;
}

/** What is wrong in this window, with what makes it happen again. */
async function judge(page: Page, { width, height, zoom, cases }: Pane): Promise<string[]> {
  const client = await visitor.newCDPSession(page);
  const size = { width, height, deviceScaleFactor: zoom, mobile: false };
  await client.send("Emulation.setDeviceMetricsOverride", size);
  const verdicts = await page.evaluate(runCases, cases);
  await client.detach();
  return verdicts.flatMap((faults, i) =>
    faults.map((fault) => `${width}x${height} at ${zoom}: ${fault} ${JSON.stringify(cases[i])}`),
  );
}

describe(`of ${RUNS} targets by lot, in windows, zooms, directions and scrolls by lot (seed ${SEED}),`, () => {
  const panes = drawPanes(RUNS, SEED);

  test.each(PAGES)(
    "none on %s has its guide out of the window, under something, on the target or far from it",
    async (path) => {
      const page = await openPage(path);
      const faults: string[] = [];
      for (const pane of panes.filter((one) => one.path === path)) faults.push(...(await judge(page, pane)));
      await page.close();
      expect(faults).toEqual([]);
    },
    60_000 + RUNS * 1_000,
  );
});
