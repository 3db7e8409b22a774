import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test } from "../helpers/browserTest.ts";
import { openTab } from "../helpers/visitor.ts";

/** Our furniture in the corner in which the page has its own button. */
const FURNITURE = {
  checklist: {
    type: "checklist",
    if: { page: "/" },
    title: "Three steps",
    items: [{ milestone: "workspace", title: "Create" }, { milestone: "first-invoice" }],
  },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
};

const add = (style: string) =>
  `<main><h1>Invoices</h1></main><button id="add" style="position:fixed;right:24px;bottom:24px;height:56px;${style}">Add</button>`;

const GUIDES = {
  tooltip: { type: "tooltip", if: { event: "Stuck" }, target: "#add", title: "Start here" },
  tour: { type: "tour", if: { event: "Stuck" }, steps: [{ target: "#add", title: "Start here" }] },
  hotspot: { type: "hotspot", if: { event: "Stuck" }, target: "#add", title: "Start here" },
};

const SIZES = { desk: "width:56px", "desk, with a target over the whole width": "left:24px" };

describe.for(Object.entries(FURNITURE))("the %s in a corner", ([name, furniture]) => {
  for (const [guide, plan] of Object.entries(GUIDES))
    for (const [size, style] of Object.entries(SIZES))
      test(`makes way for the target of a ${guide}, and comes back after it (${size})`, async ({
        site,
        visitor,
      }) => {
        await site.start({
          config: acme({ gaps: {}, guides: { [name]: furniture, guide: plan } }),
          pages: { "/": add(style) },
        });
        const { page, track, thrown } = await openTab(visitor, site);
        const box = page.locator(`milepost-root :is(.checklist, .launcher)`);
        await box.waitFor();
        const home = await box.boundingBox();
        const isFree = () =>
          page.evaluate(() => {
            const target = document.querySelector("#add")!;
            const { x, y, width, height } = target.getBoundingClientRect();
            return [0.1, 0.5, 0.97].every(
              (part) => document.elementFromPoint(x + part * width, y + height / 2) === target,
            );
          });
        // The control: without a guide it is where it always is.
        await expect.poll(isFree).toBe(false);
        await track("Stuck");
        await page.locator("milepost-root :is(.card, .dot)[data-side]").waitFor();
        await expect.poll(isFree).toBe(true);
        await page.locator("#add").click();
        await page.evaluate(() =>
          (window as unknown as { milepost: { end(id: string): void } }).milepost.end("guide"),
        );
        await expect.poll(() => box.boundingBox()).toEqual(home);
        expect(thrown).toEqual([]);
      });
});
