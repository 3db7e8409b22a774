import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { build } from "esbuild";
import { afterAll, beforeAll, expect } from "vitest";
import { test } from "../helpers/browserTest.ts";
import { type Front, NAMES, SECRET, startFront, WRITE_KEY } from "./front.ts";

let front: Front;

beforeAll(async () => {
  // In a page each event may be a post of its own, and one that failed waits for the longer the oftener it did.
  front = await startFront(10);
});
afterAll(() => front?.close());

test("@rudderstack/rudder-sdk-node delivers each of a thousand events once, packed", async () => {
  const client = new RudderAnalytics(SECRET, {
    dataPlaneUrl: front.url,
    flushAt: 50,
    flushInterval: 200,
    retryCount: 10,
  });
  for (const event of NAMES) client.track({ userId: "rudder", event, properties: { total: 40 } });
  await expect
    .poll(async () => (await front.getEvents("rudder")).toSorted(), { timeout: 45_000 })
    .toEqual(NAMES);
  expect(front.seen.packed).toBeGreaterThan(5);
  expect(Math.min(front.seen.refused, front.seen.lost)).toBeGreaterThan(0);
});

const ENTRY = `
  import { AnalyticsBrowser } from "@segment/analytics-next";
  window.load = (settings) => AnalyticsBrowser.load(settings);`;

test.for([
  ["one by one", { strategy: "standard" }],
  ["in batches", { strategy: "batching", config: { size: 50, timeout: 200 } }],
] as const)(
  "@segment/analytics-next delivers each of a thousand events once from a page, %s",
  async ([way, deliveryStrategy], { visit }) => {
    const { outputFiles } = await build({
      stdin: { contents: ENTRY, resolveDir: "tests/clients" },
      bundle: true,
      write: false,
      define: { "process.env.NODE_ENV": '"production"' },
    });
    const context = await visit("desk");
    const page = await context.newPage();
    await page.goto(front.page);
    await page.evaluate(outputFiles[0]!.text);
    const user = `next-${deliveryStrategy.strategy}`;
    const apiHost = `${new URL(front.url).host}/v1`;
    const settings = { apiKey: WRITE_KEY, apiHost, protocol: "http", deliveryStrategy };
    await page.evaluate(
      async ({ writeKey, settings, names, user }) => {
        const cdnSettings = { integrations: { "Segment.io": settings } };
        // @ts-expect-error It is the bundle's.
        const [analytics] = await window.load({ writeKey, cdnSettings });
        await analytics.identify(user);
        for (const name of names) analytics.track(name, { total: 40 });
      },
      { writeKey: WRITE_KEY, settings, names: NAMES, user },
    );
    const get = async () => (await front.getEvents(user)).toSorted();
    await expect.poll(get, { timeout: 90_000, message: way }).toEqual(NAMES);
  },
);
