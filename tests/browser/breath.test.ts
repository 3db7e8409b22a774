import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

/** How often each order is tried. */
const TIMES = Number(process.env.BREATHS ?? 1);

const isProAdmin = {
  all: [
    { account: "plan", is: "pro" },
    { trait: "role", is: "admin" },
  ],
};
const config = acme({
  gaps: {
    upgrade: {
      to: "first-invoice",
      for: { not: isProAdmin },
      opens: { event: "Report Opened" },
      bridge: ["upgrade"],
    },
  },
  guides: {
    upgrade: { type: "banner", title: "Upgrade now" },
    // So that what shows guides is there when the calls come.
    help: { type: "help", title: "Help", launcher: "bottom-end" },
  },
});

const ORDERS = ["igt", "itg", "git", "gti", "tig", "tgi"];
/** From one answer of its server to the next a breath waits 200 ms: where a busy machine takes longer, it is another one. */
const IN_TIME = 150;
/** What lies between a page's calls. */
const WAYS = ["nothing", "a promise", "an answer of its server"] as const;

describe("a page that says who is at work", () => {
  test("shows nobody what its last word takes back, in any order and with its server's answers in between", async ({
    site,
    visitor,
  }) => {
    await site.start({ config, pages: { "/": "<h1>Home</h1>" } });
    const { page, see, thrown } = await openTab(visitor, site);
    await page.locator("milepost-root .launcher").waitFor();
    const seen = await page.evaluate(
      async ([orders, ways, times, inTime]) => {
        const { milepost } = window;
        const wrong: string[] = [];
        let what = "";
        let isWrong = false;
        const root = document.querySelector("milepost-root")!.shadowRoot!;
        new MutationObserver(() => {
          isWrong ||= root.textContent!.includes("Upgrade now");
        }).observe(root, { childList: true, subtree: true, characterData: true });
        const between = async (way: (typeof ways)[number]): Promise<void> => {
          if (way === "an answer of its server") await (await fetch("/milepost.json")).text();
        };
        /** Whether all was said in time. */
        const say = async (order: string, way: (typeof ways)[number], time: number): Promise<boolean> => {
          what = `${order}, with ${way}`;
          let longest = 0;
          for (const call of order) {
            const before = performance.now();
            if (call === "i") milepost.identify(`${what} ${time}`, { role: "admin" });
            if (call === "g") milepost.group(`${what} ${time}`, { plan: "pro" });
            if (call === "t") void milepost.track("Report Opened");
            if (way !== "nothing") await between(way);
            longest = Math.max(longest, performance.now() - before);
          }
          await new Promise((resolve) => setTimeout(resolve, 250));
          milepost.reset();
          return longest < inTime;
        };
        for (let time = 0; time < times; time++)
          for (const way of ways)
            for (const order of orders) {
              do isWrong = false;
              while (!(await say(order, way, time)));
              if (isWrong) wrong.push(what);
            }
        return wrong;
      },
      [ORDERS, WAYS, TIMES, IN_TIME] as const,
    );
    expect(seen).toEqual([]);
    // The control: to who is none, it comes by the same calls.
    await page.evaluate(() => {
      window.milepost.identify("ana", { role: "clerk" });
      void window.milepost.track("Report Opened");
    });
    await see("Upgrade now").waitFor();
    // On the next page the same user is known, and nothing waits for more to be said of who it is.
    await page.reload({ waitUntil: "domcontentloaded" });
    const waits = await page.evaluate(async () => {
      const said = new Set<string>();
      while (!document.querySelector("milepost-root")?.shadowRoot?.textContent?.includes("Upgrade now"))
        for (const { text } of await window.milepost.explain("upgrade")) said.add(text);
      return [...said];
    });
    expect(waits.join("\n")).not.toContain("who is at work");
    expect(thrown).toEqual([]);
  }, 600_000);
});
