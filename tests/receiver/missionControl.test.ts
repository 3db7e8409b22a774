import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { openEmbedded } from "../../src/receiver/database/embedded.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { findBarriers, openWatched, scrollsSideways, type Watched } from "../examples/pages.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, type Fields, post } from "./receiver.ts";

const PRODUCT = "http://localhost:4000";
const SAMPLE = "http://localhost:4200";
const journey = {
  title: "Get paid with Acme",
  milestones: [
    { id: "workspace", title: "Create your workspace" },
    { id: "first-invoice", title: "Send your first invoice" },
    { id: "first-payment", title: "Get paid" },
  ],
};

let browser: Browser;
let database: Database;
let collector: RunningReceiver;
let context: BrowserContext;
let watched: Watched;

beforeAll(async () => {
  browser = await openBrowser();
  database = await openEmbedded(EMPTY);
});
afterAll(async () => {
  await browser?.close();
  await database?.close();
});
const start = (port: number, fresh: boolean) => {
  // It outlives the collectors of this file: to open one takes seconds.
  const lasting = { ...database, close: async () => {} };
  return startReceiver({
    port,
    fresh,
    database: lasting,
    origins: [PRODUCT],
    journey,
    product: PRODUCT,
    sample: SAMPLE,
  });
};
beforeEach(async () => {
  collector = await start(0, true);
  context = await browser.newContext({ baseURL: collector.url });
  watched = await openWatched(context);
  await watched.page.goto("/");
});
afterEach(async () => {
  await context.close();
  await collector.close();
});

const send = (...events: readonly Fields[]) =>
  post(`${collector.url}/v1/batch`, { writeKey: "acme", batch: events.map(createEvent) });
const reach = (userId: string, milestone: string): Fields => ({
  userId,
  anonymousId: `visitor-of-${userId}`,
  event: "Milestone Reached",
  properties: { milestone_id: milestone, elapsed_ms: 95_000 },
});
const getSentence = () => watched.page.locator("#sentence").textContent();

describe("the collector's page", () => {
  it("says what to do while nothing has arrived", async () => {
    await watched.page.getByRole("heading", { name: "How to send the first event" }).waitFor();
    expect(await watched.page.getByRole("link", { name: "the product" }).getAttribute("href")).toBe(PRODUCT);
    for (const name of ["a year that is made up", "Look at a made-up year"])
      expect(await watched.page.getByRole("link", { name }).getAttribute("href")).toBe(SAMPLE);
    expect(await getSentence()).toBe("Nothing has arrived yet.");
    expect(await watched.page.getByRole("heading", { name: "What arrives" }).isVisible()).toBe(false);
    // There is a line for a terminal, which is longer than a phone is wide.
    const size = watched.page.viewportSize()!;
    await watched.page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(watched.page)).toBe(false);
    await watched.page.setViewportSize(size);
  });

  it("shows an event as it arrives, without a reload", async () => {
    await send({ userId: "ana", type: "identify", event: null, traits: { name: "Ana Lima" } });
    await send({ userId: "ana", event: "Quote Sent", properties: { total: 1240 } });
    const row = watched.page.getByRole("listitem").filter({ hasText: "Quote Sent" });
    await row.waitFor();
    expect(await row.textContent()).toContain("Ana Lima");
    expect(await row.textContent()).toContain("total 1,240");
    expect(watched.complaints).toEqual([]);
  });

  it("says where most are stuck, and of how many", async () => {
    await send(
      ...["ana", "ben", "chiara"].map((user) => reach(user, "workspace")),
      reach("ana", "first-invoice"),
      reach("ana", "first-payment"),
    );
    await watched.page.getByText("3 people seen").waitFor();
    expect(await getSentence()).toBe(
      "3 people seen, 5 milestones reached. Most are stuck before Send your first invoice: " +
        "2 of 3 who reached “Create your workspace” have not got there yet.",
    );
    const steps = await watched.page.locator("#steps .figure").allTextContents();
    expect(steps).toEqual(["3", "3100 %", "133 %", "133 %"]);
    expect(await watched.page.locator("#steps .lost:not(:empty)").allTextContents()).toEqual([
      "−22 on the way here",
    ]);
  });

  it("says when nobody is stuck", async () => {
    await send(...journey.milestones.map(({ id }) => reach("ana", id)));
    await watched.page.getByText("1 person seen").waitFor();
    expect(await getSentence()).toBe(
      "1 person seen, 3 milestones reached. Nobody is stuck: all have come the whole way.",
    );
  });

  it("names a visitor's earlier rows once they sign in", async () => {
    await send({ anonymousId: "visitor-9f3c", event: "Pricing Seen" });
    const row = watched.page.getByRole("listitem").filter({ hasText: "Pricing Seen" });
    await row.getByText("Visitor 9f3c").waitFor();
    await send({
      anonymousId: "visitor-9f3c",
      userId: "ana",
      type: "identify",
      traits: { name: "Ana Lima" },
    });
    await row.getByText("Ana Lima").waitFor();
  });

  it("shows what arrives as text, whatever it says", async () => {
    const sneaky = "<img src=x onerror=alert(1)>";
    await send({ userId: sneaky, event: sneaky, properties: { [sneaky]: sneaky } });
    await watched.page.locator("#stream .event", { hasText: sneaky }).waitFor();
    expect(await watched.page.locator("#stream img").count()).toBe(0);
    expect(watched.complaints).toEqual([]);
  });

  it("narrows the stream to what is asked for", async () => {
    await send(reach("ana", "workspace"), { userId: "ana", event: "Workspace Created" });
    const own = watched.page.getByRole("listitem").filter({ hasText: "Workspace Created" });
    await own.waitFor();
    await watched.page.getByRole("radio", { name: "Milestones" }).check();
    expect(await own.isVisible()).toBe(false);
    await watched.page.getByRole("radio", { name: "Guidance" }).check();
    expect(await watched.page.getByText("None of these among the latest events.").isVisible()).toBe(true);
  });

  it("goes on where it stopped after the collector was away", async () => {
    await send({ userId: "ana", event: "Before The Break" });
    await watched.page.getByText("Before The Break").waitFor();
    await collector.close();
    await watched.page.getByText("Connection lost").waitFor();
    collector = await start(Number(new URL(collector.url).port), false);
    await send({ userId: "ana", event: "After The Break" });
    await watched.page.getByText("After The Break").waitFor();
    expect(await watched.page.getByText("Before The Break").count()).toBe(1);
    expect(await watched.page.locator("#status").textContent()).toBe("Live");
  });

  it.each(["light", "dark"] as const)(
    "has no barrier that axe finds and fits a phone, %s",
    async (colorScheme) => {
      await watched.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await send(reach("ana", "workspace"), {
        userId: "ben",
        event: "A".repeat(200),
        properties: { b: "c".repeat(200) },
      });
      await watched.page.getByText("2 people seen").waitFor();
      await watched.page.waitForTimeout(400);
      expect(await findBarriers(watched.page)).toEqual([]);
      await watched.page.setViewportSize({ width: 360, height: 740 });
      expect(await scrollsSideways(watched.page)).toBe(false);
      expect(await findBarriers(watched.page)).toEqual([]);
    },
  );
});
