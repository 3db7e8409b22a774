import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASES, tryCase } from "../../examples/compare/cases.ts";
import { type Comparison, startCompare, WAYS, type Way } from "../../examples/compare/startCompare.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

/** What does not hold in a way, as the documents say too. */
const FAILS: Readonly<Record<Way, readonly string[]>> = { milepost: [], byHand: [] };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each(WAYS)("one gap, bridged by %s", (way) => {
  const running = new Map<number, Comparison>();
  beforeAll(async () => {
    for (const holdout of new Set(CASES.map((one) => one.holdout ?? 0)))
      running.set(holdout, await startCompare(way, { holdout, dataDir: EMPTY }));
  }, 120_000);
  afterAll(async () => {
    for (const at of running.values()) await at.close();
  });

  it.each(CASES)("$says", async (one) => {
    const failed = await tryCase(one, running.get(one.holdout ?? 0)!, browser);
    expect(failed === undefined, failed).toBe(!FAILS[way].includes(one.says));
  });
});
