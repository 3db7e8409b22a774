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

describe("what the page keeps for itself in a corner", () => {
  const bubble = (id: string, size: number) =>
    `const e=document.createElement("button");e.id="${id}";e.textContent="Chat";` +
    `e.style.cssText="position:fixed;right:20px;bottom:20px;width:${size}px;height:${size}px";document.body.append(e)`;

  test("stays free where the config names it, however late it comes, and ours comes back once it is gone", async ({
    site,
    visitor,
  }) => {
    const limits = { keepClear: ["#chat", { role: "button", name: "Feedback" }] };
    await site.start({
      config: acme({ gaps: {}, guides: FURNITURE, limits }),
      pages: { "/": "<main><h1>Invoices</h1></main>" },
    });
    const { page, thrown } = await openTab(visitor, site);
    const boxOf = async (name: string) => (await page.locator(`milepost-root .${name}`).boundingBox())!;
    await page.locator("milepost-root .checklist").waitFor();
    const [list, launcher] = [await boxOf("checklist"), await boxOf("launcher")];
    await page.evaluate(bubble("chat", 60));
    // Above the bubble, with 12 px between them, and where it was sideways.
    await expect
      .poll(async () => (await boxOf("launcher")).y)
      .toBe(page.viewportSize()!.height - 92 - launcher.height);
    expect((await boxOf("launcher")).x).toBe(launcher.x);
    expect(await page.evaluate(() => document.elementFromPoint(innerWidth - 50, innerHeight - 50)!.id)).toBe(
      "chat",
    );
    await page.evaluate(() => document.querySelector("#chat")!.remove());
    await expect.poll(() => boxOf("launcher")).toEqual(launcher);
    expect(await boxOf("checklist")).toEqual(list);
    expect(thrown).toEqual([]);
  });
});
