import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { openTab, type Tab, until } from "../helpers/visitor.ts";

const guides = {
  tip: { type: "tooltip", if: { page: "/" }, target: "#new", title: "Start here", body: "It is quick." },
  steps: {
    type: "checklist",
    if: { page: "/" },
    target: "#place",
    title: "Three steps",
    items: [{ milestone: "workspace", title: "Create" }],
  },
  help: { type: "help", launcher: "bottom-end" },
};

const BODY = `<main><h1>Invoices</h1><button id="new">New invoice</button><div id="place"></div><div class="probe"></div><acme-probe>Probe</acme-probe></main>`;

const test = visitorTest.extend(
  "open",
  ({ site, visit }) =>
    async (body: string, root = `lang="en"`): Promise<Tab> => {
      await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": body }, root });
      return openTab(await visit({ viewport: { width: 1000, height: 700 }, colorScheme: "light" }), site);
    },
);

/** What pages say of every element, of every child of the body, or of what is not theirs. */
const STYLES: ReadonlyArray<readonly [what: string, css: string]> = [
  ["hides what is not defined", ":not(:defined){display:none}"],
  ["hides that with all its weight", ":not(:defined):not(acme-probe){display:none!important}"],
  ["contains each child of the body", "body>*{contain:content;overflow:hidden}"],
  ["hides each other child of the body", "body>:not(main){display:none!important}"],
  ["makes each element invisible but its own", "*{visibility:hidden}main,main *{visibility:visible}"],
  [
    "fades each child of the body but its own",
    "body>:not(main){opacity:0!important;filter:blur(9px)!important}",
  ],
  [
    "clips and masks all but its own",
    "body>:not(main){clip-path:inset(50%)!important;mask:linear-gradient(#0000,#0000)!important}",
  ],
  [
    "skips the content of all but its own",
    "body>:not(main){content-visibility:hidden!important;contain:strict!important}",
  ],
  ["takes no presses but on its own", "body>:not(main){pointer-events:none!important}"],
  ["turns and filters its body", "body{transform:rotate(2deg);filter:sepia(1)}"],
  [
    "is on top of all numbers",
    "main{position:relative;z-index:2147483647}main::after{content:'';position:fixed;inset:0;z-index:2147483647;pointer-events:none}",
  ],
  [
    "hides what is no popover of its own",
    "[popover]:not(.acme){display:none!important;inset:auto;margin:auto}",
  ],
];

/** Runs in the page: whether one of ours has a size, and is what a press on its middle would meet. */
const isOnTop = ([host, inner]: readonly [string, string]): boolean => {
  const root = document.querySelector(host)?.shadowRoot;
  const box = root?.querySelector(inner)?.getBoundingClientRect();
  if (!root || !box) return false;
  const top = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.width > 40 && box.height > 20 && root.contains(top);
};

describe("a page that", () => {
  test.for(STYLES)("%s: guides are seen and pressed", async ([_, css], { open, site }) => {
    const { page, see, leave, thrown } = await open(`<style>${css}</style>${BODY}`);
    await see("Start here").waitFor();
    for (const [place, name] of [
      ["milepost-root", ".card"],
      ["milepost-root", ".launcher"],
      ["milepost-slot", ".checklist"],
    ] as const) {
      // What opens by itself takes no press at first.
      await expect.poll(() => page.evaluate(isOnTop, [place, name] as const)).toBe(true);
    }
    await page.locator("milepost-root .card [aria-label=Close]").click();
    await see("Start here").waitFor({ state: "detached" });
    await leave();
    await until(() => site.told("Guide Dismissed").length > 0, "the report");
    expect(thrown).toEqual([]);
  });

  test("keeps what is around us hidden for a while: a guide counts as shown when it can be seen", async ({
    visit,
    site,
  }) => {
    await site.start({
      config: acme({ gaps: {}, guides }),
      pages: {
        "/": `<style>#ours{display:none}.ready #ours{display:block}</style><div id="ours"></div>${BODY}`,
      },
      attributes: `data-container="#ours"`,
    });
    const { page, leave } = await openTab(await visit(), site);
    await page.locator("milepost-slot .checklist").waitFor();
    await page.waitForTimeout(700);
    const readyAt = await page.evaluate(() => {
      document.body.classList.add("ready");
      return Date.now();
    });
    await page.locator("milepost-root .launcher").waitFor();
    await leave();
    await until(() => site.told("Guide Shown").includes("Guide Shown: tip"), "the report");
    const report = site.rows.find(({ properties }) => properties.guide_id === "tip")!;
    expect(Date.parse(report.timestamp)).toBeGreaterThanOrEqual(readyAt);
  });
});
