import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { type Site, startSite } from "../helpers/site.ts";
import { createVisitor, type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

/** `ROUNDS=200 npx vitest run tests/browser/leaks.test.ts` for the long way. */
const ROUNDS = Number(process.env.ROUNDS ?? 20);
const HEAP_BYTES = 100_000;

const guides = {
  tooltip: { type: "tooltip", target: "#new", title: "A" },
  tour: { type: "tour", steps: [{ target: "#new", title: "A", spotlight: true }] },
  hotspot: { type: "hotspot", target: "#new", title: "A", body: "B" },
  banner: { type: "banner", title: "A" },
  modal: { type: "modal", title: "A" },
  survey: { type: "survey", question: { kind: "text", ask: "A" } },
  checklist: { type: "checklist", title: "A", items: [{ milestone: "workspace" }] },
  inline: { type: "banner", target: "main", title: "A" },
  help: { type: "help", title: "Help" },
};

let browser: Browser;
let visitor: BrowserContext;
let site: Site;
let page: Page;
let client: CDPSession;

beforeAll(async () => {
  browser = await openBrowser();
  // Without reports: those that wait to be sent are no remains of what was shown.
  site = await startSite({ config: acme({ gaps: {}, guides, consent: "guide-only" }), pages });
  visitor = await createVisitor(browser);
  ({ page } = await openTab(visitor, site));
  client = await visitor.newCDPSession(page);
  await page.waitForFunction(() => "track" in window.milepost);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Shows and hides a guide so often, and waits each time until it is there and until it has gone. */
const repeat = (guide: string, rounds: number): Promise<void> =>
  page.evaluate(
    async ([id, times]) => {
      const find = () => {
        const roots = [...document.querySelectorAll("milepost-root,milepost-slot")].map(
          (one) => one.shadowRoot!,
        );
        return roots.flatMap((root) => [
          ...root.querySelectorAll("[part~=card]:not([inert]):not([inert] *),[part~=dot],dialog[open]"),
        ]);
      };
      const until = async (isThere: boolean) => {
        const end = performance.now() + 20_000;
        do {
          if (performance.now() > end) throw new Error(`${id} is ${isThere ? "not there" : "still there"}`);
          await new Promise(requestAnimationFrame);
        } while (find().length > 0 !== isThere);
      };
      for (let i = 0; i < times; i++) {
        await window.milepost.start(id);
        await until(true);
        window.milepost.end(id);
        await until(false);
      }
    },
    [guide, rounds] as const,
  );

/** What is there once the garbage is gone. */
async function takeStock(): Promise<readonly number[]> {
  // The last picture fades, what is to be stored is stored.
  await page.waitForTimeout(500);
  for (let i = 0; i < 3; i++) await client.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners: listeners } = await client.send("Memory.getDOMCounters");
  const { usedSize: heap } = await client.send("Runtime.getHeapUsage");
  return [nodes!, listeners!, heap];
}

const isNothing = ([nodes = 1, listeners = 1, heap = HEAP_BYTES]: readonly number[]): boolean =>
  nodes <= 0 && listeners <= 0 && heap < HEAP_BYTES;

describe("shown and hidden again and again, nothing is left of it:", () => {
  test.each(Object.keys(guides))(
    "%s",
    async (guide) => {
      await repeat(guide, 10);
      let before = await takeStock();
      let left: readonly number[] = [];
      // The browser keeps what it has compiled, once; what is left behind grows each time.
      for (let time = 0; time < 4 && !isNothing(left); time++) {
        await repeat(guide, ROUNDS);
        const after = await takeStock();
        left = after.map((count, i) => count - before[i]!);
        before = after;
        if (process.env.ROUNDS) console.info(guide, after, left);
      }
      expect(left, "nodes, listeners and bytes").toSatisfy(isNothing);
    },
    60_000 + ROUNDS * 1_000,
  );
});
