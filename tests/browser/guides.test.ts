import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const base = acme();
const help = { type: "help", title: "Help", launcher: "bottom-end" };
const wordy = { ...base.guides.tip, body: "One more thing to say about it. ".repeat(80) };
const tall = (height: number): string => `<p style="height:${height}px"></p>`;
const TARGET = `<button data-tour="new-invoice">New invoice</button>`;
/** Pages whose target is moved in one way or another by `move()`. */
const moving = [
  ["the window scrolls", `${tall(300)}${TARGET}${tall(2000)}`, "scrollBy(0, 90)"],
  [
    "something around it scrolls",
    `<div id="box" style="height:500px;overflow:auto">${tall(300)}${TARGET}${tall(900)}</div>`,
    "box.scrollBy(0, 90)",
  ],
  [
    "something around its shadow root scrolls",
    `<div id="box" style="height:500px;overflow:auto">${tall(300)}<acme-bar></acme-bar>${tall(900)}</div>`,
    "box.scrollBy(0, 90)",
  ],
  ["something above it grows", `<div id="box"></div>${tall(200)}${TARGET}`, "box.style.height = '90px'"],
  ["it grows", `${tall(200)}${TARGET}`, "target().style.height = '90px'"],
  ["it is moved by a style", `${tall(200)}${TARGET}`, "target().style.translate = '40px 30px'"],
  [
    "what clips a part of it is moved",
    `<div id="box" style="height:245px;overflow:clip">${tall(200)}${TARGET}</div>`,
    "box.style.marginTop = '50px'",
  ],
] as const;

const test = visitorTest
  /** A tab on which the checklist and the tooltip are wanted at once. */
  .extend("openBusyTab", ({ visit, site }) => async (size: "desk" | "phone"): Promise<Page> => {
    const visitor = await visit(size);
    const { page, track } = await openTab(visitor, site);
    await track("List Wanted");
    await track("Workspace Created");
    await page.getByRole("region", { name: "Start here" }).waitFor();
    return page;
  });
test.override("siteOptions", { config: acme({ guides: { ...base.guides, help, tip: wordy } }), pages });

describe("several guides at once", () => {
  test("help is named by its own title, with the checklist beside it", async ({ openBusyTab }) => {
    const page = await openBusyTab("desk");
    await page.getByRole("region", { name: "Get paid in three steps" }).waitFor();
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("dialog", { name: "Help" }).waitFor();
    await page.getByRole("button", { name: "Get paid faster" }).click();
    await page.getByRole("dialog", { name: "Get paid faster" }).waitFor();
  });
});

describe("on a phone", () => {
  const PILL = { name: "Get paid in three steps · 1 of 3" };
  /** The sheets that are seen, by their titles. */
  const sheets = (page: Page): Promise<Array<string | null>> =>
    page
      .locator("milepost-root .sheet:visible:not([inert])")
      .evaluateAll((all) => all.map((one) => one.querySelector("h2")!.textContent));

  test("Tab is never caught: with all guides open it comes back to where it began", async ({
    visitor,
    site,
  }) => {
    const { page, see, track } = await openTab(visitor, site);
    await track("Workspace Created");
    await track("List Wanted");
    await page.evaluate(() => window.milepost.start("invoice-tour"));
    await see("Press it.").waitFor();
    await page.getByRole("button", { name: "Help" }).waitFor();
    await page.getByRole("region", { name: "Get paid in three steps" }).waitFor();
    const focused = () =>
      page.evaluate(() => {
        let focus = document.activeElement;
        while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
        return focus?.getAttribute("part") ?? focus?.id ?? "";
      });
    const seen: string[] = [];
    for (let i = 0; i < 24; i++) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
    }
    expect(seen.filter((one) => one === "new").length).toBeGreaterThan(1);
    expect(seen).toContain("launcher");
    expect(seen).toContain("minimise");
  });

  test("one sheet is shown, on half of the screen at most, and all else keeps off it and its target", async ({
    openBusyTab,
  }) => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).waitFor();
    expect(await sheets(page)).toEqual(["Start here"]);
    const [sheet, pill, target] = await Promise.all(
      [page.locator(".sheet"), page.getByRole("button", PILL), page.locator("#new")].map((one) =>
        one.boundingBox(),
      ),
    );
    expect(sheet!.height).toBeLessThanOrEqual(422);
    expect(sheet!.y + sheet!.height).toBe(844);
    expect(pill!.y + pill!.height).toBeLessThanOrEqual(sheet!.y);
    expect(target!.y + target!.height).toBeLessThanOrEqual(pill!.y);
    expect(await page.getByRole("button", { name: "Help" }).count()).toBe(0);
  });

  test("the checklist is opened over the tooltip by hand, and gives the place back", async ({
    openBusyTab,
  }) => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).click();
    await page.getByRole("region", { name: "Get paid in three steps" }).waitFor();
    expect(await sheets(page)).toEqual(["Get paid in three steps"]);
    await page.getByRole("button", { name: "Minimise" }).click();
    await page.getByRole("region", { name: "Start here" }).waitFor();
    expect(await sheets(page)).toEqual(["Start here"]);
  });

  test("what is opened from the checklist takes its place", async ({ openBusyTab }) => {
    const page = await openBusyTab("phone");
    await page.getByRole("button", PILL).click();
    await page.evaluate(() => window.milepost.start("invoice-tour"));
    await page.getByRole("dialog", { name: "One" }).waitFor();
    expect(await sheets(page)).toEqual(["One"]);
    await page.getByRole("button", PILL).waitFor();
  });
});

describe("a card stays beside its target", () => {
  const target = ["[data-tour=new-invoice]", "acme-bar >>> button"];
  const tip = { ...base.guides.tip, target, placement: "bottom" };
  /** From the target's lower edge to the card, and the card's left edge from the target's. */
  const gap = (page: Page): Promise<readonly number[]> =>
    page.evaluate(() => {
      const find = window as unknown as { target(): Element };
      const card = document.querySelector("milepost-root")!.shadowRoot!.querySelector(".card")!;
      const [a, b] = [find.target().getBoundingClientRect(), card.getBoundingClientRect()];
      return [Math.round(b.top - a.bottom), Math.round(b.left - a.left)];
    });

  test.for(moving)("when %s", async ([_, body, move], { site, visit }) => {
    await site.close();
    await site.start({ config: acme({ guides: { ...base.guides, tip } }), pages: { "/": body } });
    const visitor = await visit("desk");
    await visitor.addInitScript(`
      window.target = () => (document.querySelector("acme-bar")?.shadowRoot ?? document).querySelector("button");
      customElements.define("acme-bar", class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("button"), { textContent: "New" }));
        }
      });
    `);
    const { page, track } = await openTab(visitor, site);
    await track("Workspace Created");
    await page.getByRole("region", { name: "Start here" }).waitFor();
    await page.waitForTimeout(100);
    const before = await gap(page);
    const at = await page.evaluate(
      "target().getBoundingClientRect().bottom + target().getBoundingClientRect().left",
    );
    await page.evaluate(move);
    await page.waitForTimeout(100);
    expect(
      await page.evaluate("target().getBoundingClientRect().bottom + target().getBoundingClientRect().left"),
    ).not.toBe(at);
    expect(await gap(page)).toEqual(before);
  });
});
