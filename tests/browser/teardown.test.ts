import type { CDPSession, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import type { Host } from "../helpers/visitor.ts";

declare const window: Host;

const WARM_UP = 4;
const ROUNDS = 8;
/** Of what a page can hold open, and of what that would hold on to. */
const KINDS = [
  "BroadcastChannel",
  "IDBDatabase",
  "IDBTransaction",
  "AbortController",
  "MutationObserver",
  "ResizeObserver",
  "IntersectionObserver",
  "CSSStyleSheet",
  "ShadowRoot",
  "Promise",
  "Map",
  "Set",
  "Array",
  "Function",
];

const guides = { hello: { type: "banner", title: "Hello" } };
const whole = { "/": "<!doctype html><title>Bare</title><body></body>" };
const report = { endpoint: "/v1/batch", writeKey: "acme-web" };

/** The tag starts an instance that shows something, reports, and is destroyed: so often in one page. */
const repeat = (page: Page, rounds: number): Promise<void> =>
  page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) {
      const script = Object.assign(document.createElement("script"), { src: "/dist/milepost.js" });
      script.dataset.config = "/milepost.json";
      script.dataset.debug = "off";
      await new Promise((resolve) => {
        script.onload = resolve;
        document.head.append(script);
      });
      await window.milepost.ready();
      await window.milepost.track("Round", { i });
      await window.milepost.start("hello");
      while (!document.querySelector("milepost-root")?.shadowRoot?.querySelector("[part~=card]"))
        await new Promise(requestAnimationFrame);
      window.milepost.destroy();
      script.remove();
      Reflect.deleteProperty(window, "milepost");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, rounds);

/** What is there once the garbage is gone: how many of each kind, of nodes and of listeners. */
async function takeStock(page: Page, client: CDPSession): Promise<Record<string, number>> {
  // The last answers come, and what was closed is let go of.
  await page.waitForTimeout(500);
  for (let i = 0; i < 3; i++) await client.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners: listeners } = await client.send("Memory.getDOMCounters");
  const stock: Record<string, number> = { nodes, listeners };
  for (const kind of KINDS) {
    const { result } = await client.send("Runtime.evaluate", { expression: `${kind}.prototype` });
    const { objects } = await client.send("Runtime.queryObjects", { prototypeObjectId: result.objectId! });
    const { result: count } = await client.send("Runtime.callFunctionOn", {
      objectId: objects.objectId!,
      functionDeclaration: "function () { return this.length; }",
      returnByValue: true,
    });
    stock[kind] = count.value;
    for (const { objectId } of [result, objects])
      await client.send("Runtime.releaseObject", { objectId: objectId! });
  }
  return stock;
}

describe("started and destroyed again and again in one page, nothing is left of it:", () => {
  test.for([
    ["where reports are taken", undefined],
    ["where the endpoint is down", 503],
  ] as const)("%s", async ([, status], { site, visitor }) => {
    await site.start({ config: acme({ gaps: {}, guides, report, consent: "full" }), whole });
    site.setStatus(status);
    const page = await visitor.newPage();
    await page.goto(site.url);
    const client = await visitor.newCDPSession(page);
    await repeat(page, WARM_UP);
    const before = await takeStock(page, client);
    await repeat(page, ROUNDS);
    const getGrown = async () =>
      Object.entries(await takeStock(page, client)).filter(
        ([kind, count]) => count - before[kind]! >= ROUNDS,
      );
    // What is let go of is not always collected by the next collection.
    await expect.poll(getGrown, { timeout: 10_000, message: "more by one a round" }).toEqual([]);
  });
});
