import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host;

const BODY = `<main style="height:3000px;margin:0"><div id="bar" style="padding:8px">Everything is here <button>Send</button></div>
<p style="margin-top:300px"><button id="target">New invoice</button></p></main>`;

const guides = {
  tip: { type: "tooltip", if: { event: "Tip Wanted" }, target: "#target", title: "Start here" },
  bar: {
    type: "tooltip",
    if: { event: "Bar Wanted" },
    target: "#bar",
    title: "Everything is in this bar",
    fallback: "instead",
  },
  gone: { type: "tooltip", if: { event: "Gone Wanted" }, target: "#gone", title: "Nowhere" },
  instead: { type: "modal", title: "We could not find the bar" },
  ask: { type: "modal", if: { event: "Answer Wanted" }, title: "Welcome" },
  tour: { type: "tour", if: { event: "Tour Wanted" }, steps: [{ title: "Look around" }] },
};

const test = visitorTest.extend("open", ({ site, visitor }) => async (missing?: string) => {
  await site.start({
    config: acme({ gaps: {}, guides }),
    pages: { "/": BODY },
    ...(missing !== undefined && { missing }),
  });
  const tab = await openTab(visitor, site);
  await tab.page.waitForFunction(() => "track" in window.milepost);
  // Of where the pointer is, it knows what has happened since.
  await tab.page.evaluate(() => window.milepost.ready());
  await tab.page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    window.milepost.on("guide", ({ event }) => told.push(event));
  });
  return {
    ...tab,
    told: () => tab.page.evaluate(() => (window as never as { told: string[] }).told),
    why: (guide: string) => tab.page.evaluate(async (id) => (await window.milepost.explain(id))[0]!, guide),
  };
});

describe("explain says of a guide that it is", () => {
  test("shown, where it can be seen, and only then is it reported", async ({ open }) => {
    const { track, see, why, told } = await open();
    await track("Tip Wanted");
    await see("Start here").waitFor();
    await expect.poll(async () => (await why("tip")).text).toBe("tip: shown");
    expect(await told()).toEqual(["Guide Shown"]);
  });

  test("not shown, while the user has scrolled its target away", async ({ open }) => {
    const { page, track, see, why } = await open();
    await track("Tip Wanted");
    await see("Start here").waitFor();
    await expect.poll(async () => (await why("tip")).show).toBe(true);
    await page.evaluate(() => scrollTo({ top: 2000, behavior: "instant" }));
    await expect.poll(async () => (await why("tip")).text).toBe("tip: not shown, its target is out of sight");
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await expect.poll(async () => (await why("tip")).text).toBe("tip: shown");
  });

  test("not shown, as its target is not on the page", async ({ open }) => {
    const { track, why } = await open();
    await track("Gone Wanted");
    const reason = { code: "waiting", for: "target" };
    await expect.poll(() => why("gone")).toMatchObject({ show: false, reason });
    expect((await why("gone")).text).toBe("gone: not shown, its target is missing on this page");
  });

  test("not shown, as the pointer rests where it would stand: it is not called missing, and no other one opens", async ({
    open,
  }) => {
    const { page, track, see, why, told } = await open();
    const bar = (await page.locator("#bar").boundingBox())!;
    await page.mouse.move(bar.x + 40, bar.y + bar.height + 40);
    await track("Bar Wanted");
    await expect
      .poll(async () => (await why("bar")).text)
      .toBe("bar: not shown, the pointer rests where it would stand");
    await page.waitForTimeout(5_500);
    expect(await told()).toEqual([]);
    expect(await see("We could not find the bar").count()).toBe(0);
    await page.mouse.move(bar.x + 900, bar.y + 600);
    await see("Everything is in this bar").waitFor();
    await expect.poll(async () => (await why("bar")).text).toBe("bar: shown");
    expect(await told()).toEqual(["Guide Shown"]);
  });

  test("not shown, as the pointer rests where a dialog would stand", async ({ open }) => {
    const { page, track, see, why } = await open();
    await page.mouse.move(640, 400);
    await track("Answer Wanted");
    await expect
      .poll(async () => (await why("ask")).text)
      .toBe("ask: not shown, the pointer rests where it would stand");
    await page.mouse.move(5, 5);
    await see("Welcome").waitFor();
    await expect.poll(async () => (await why("ask")).text).toBe("ask: shown");
  });
});
