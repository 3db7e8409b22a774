import { expect } from "vitest";
import { getPart } from "../host.ts";
import { ASK, HELP, type HostWindow, type Row, tipAt } from "../stay.ts";
import { distance, expectBeside, NEAR } from "./page.ts";

declare const window: HostWindow;

/** As long as a guide is given to open where it must not, in milliseconds. */
const MOMENT = 500;

export const CHANGE_PROMISES: readonly Row[] = [
  {
    of: "tabs",
    says: "a target in a panel that is not shown is waited for, and its card comes and goes with the panel",
    async check(open) {
      const stay = await open(tipAt("#in-two"));
      await stay.track("Wanted");
      await stay.page.waitForTimeout(MOMENT);
      expect(await stay.card.count()).toBe(0);
      await stay.byId("tab-two").click();
      await stay.page.mouse.move(1000, 300);
      await stay.see("Beside this").waitFor();
      await expect
        .poll(async () => {
          const [card, target] = [await stay.card.boundingBox(), await stay.byId("in-two").boundingBox()];
          return (
            card &&
            target &&
            (card.y >= target.y + target.height ||
              card.y + card.height <= target.y ||
              card.x >= target.x + target.width)
          );
        })
        .toBe(true);
      expectBeside((await stay.card.boundingBox())!, (await stay.byId("in-two").boundingBox())!);
      await stay.byId("tab-one").click();
      await stay.card.waitFor({ state: "hidden" });
    },
  },
  {
    of: "rows",
    says: "a card at a row of a list that draws what is in sight alone comes and goes with that row, and scrolls nothing",
    async check(open) {
      const stay = await open(tipAt("#row-120"));
      await stay.track("Wanted");
      await stay.page.waitForTimeout(MOMENT);
      expect(await stay.card.count()).toBe(0);
      const box = getPart(stay.host, "rows");
      const scroll = (top: number) =>
        stay.page.evaluate(([found, to]) => document.querySelector(found)!.scrollTo(0, to), [
          box,
          top,
        ] as const);
      // Rows are 40 pixels high.
      await scroll(120 * 40 - 80);
      await stay.see("Beside this").waitFor();
      // Rows may be measured once they are drawn, and move. Of a list box all entries stay free.
      await expect
        .poll(async () => {
          const card = (await stay.card.boundingBox())!;
          const beside = [stay.byId("row-120"), stay.page.locator(`:is(${box})[role=listbox]`)];
          const boxes = await Promise.all(
            beside.map(async (one) => (await one.count()) && one.boundingBox()),
          );
          return Math.min(...boxes.flatMap((box) => (box ? distance(card, box) : [])));
        })
        .toBeLessThan(NEAR);
      await scroll(0);
      await stay.card.waitFor({ state: "hidden" });
      expect(await stay.part("rows").evaluateAll(([one]) => one?.scrollTop)).toBe(0);
      await scroll(120 * 40 - 80);
      await stay.see("Beside this").waitFor();
    },
  },
  {
    of: "toast",
    says: "a toast that comes and goes leaves a card and its focus where they are, and is pressed",
    async check(open) {
      const stay = await open(tipAt("#target"));
      await stay.want("Beside this");
      const box = await stay.card.boundingBox();
      await stay.page.evaluate(() => document.getElementById("toast-open")!.click());
      await stay.byId("toast-undo").waitFor();
      await stay.button("Got it").focus();
      expect(await stay.card.boundingBox()).toEqual(box);
      await stay.byId("toast-undo").click();
      expect(await stay.done("toast")).toBe("undone");
      await stay.byId("toast-undo").waitFor({ state: "hidden" });
      expect(await stay.card.boundingBox()).toEqual(box);
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: "toast",
    says: "a card at a button in a toast stands beside it, is pressed and does not end it",
    async check(open) {
      const stay = await open(tipAt("#toast-undo"));
      await stay.byId("toast-open").click();
      await stay.byId("toast-undo").waitFor();
      await stay.page.mouse.move(1000, 300);
      await stay.want("Beside this");
      await expect.poll(async () => (await stay.card.boundingBox())?.width).toBeGreaterThan(0);
      await stay.ours(".more").click();
      await stay.page.waitForTimeout(MOMENT);
      expect(await stay.byId("toast-undo").isVisible()).toBe(true);
      await stay.byId("toast-undo").click();
      expect(await stay.done("toast")).toBe("undone");
      await stay.card.waitFor({ state: "hidden" });
    },
  },
  {
    of: "loading",
    says: "nothing opens behind a loading screen, and the card opens when that has gone",
    async check(open) {
      const stay = await open(tipAt("#target"));
      await stay.byId("load").click();
      await expect
        .poll(() =>
          stay.page.evaluate(() => {
            const { x, y } = document.getElementById("target")!.getBoundingClientRect();
            return document.elementFromPoint(x + 8, y + 8)?.id;
          }),
        )
        .not.toBe("target");
      await stay.track("Wanted");
      await stay.page.waitForTimeout(MOMENT);
      expect(await stay.card.count()).toBe(0);
      await stay.page.evaluate(() => window.loaded());
      await stay.see("Beside this").waitFor();
    },
  },
  {
    of: "routes",
    says: "a card leaves with its page and is there again with it; the help panel stays open with what was typed",
    async check(open) {
      const stay = await open({
        ...tipAt("#target", { on: ["/"] }),
        next: { type: "tooltip", if: { page: "/second" }, target: "#on-second", title: "On the second page" },
        help: HELP,
      });
      const { page } = stay;
      await stay.want("Beside this");
      await stay.ours(".launcher").click();
      await page.getByRole("searchbox").fill("tax");
      await stay.byId("second").click();
      await page.waitForFunction(() => location.pathname === "/second");
      await stay.byId("on-second").waitFor();
      await stay.see("Beside this").waitFor({ state: "detached" });
      expect(await page.getByRole("searchbox").inputValue()).toBe("tax");
      await stay.ours(".help [aria-label=Close]").click();
      await stay.see("On the second page").waitFor();
      await stay.button("Got it").click();
      await stay.see("On the second page").waitFor({ state: "detached" });
      await page.mouse.move(1000, 300);
      await page.goBack();
      await stay.byId("target").waitFor();
      await stay.see("Beside this").waitFor();
      expect(await page.locator("milepost-root").count()).toBe(1);
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: "redraw",
    says: "a page that is drawn anew keeps its card, beside the new target, and what was typed in a survey, with the focus",
    async check(open) {
      const stay = await open({ ...tipAt("#target"), ask: ASK });
      const { page } = stay;
      await stay.want("Beside this");
      await page.evaluate(() => {
        window.known = document.getElementById("target");
        window.redraw();
      });
      await page.waitForFunction(() => !window.known!.isConnected && document.getElementById("target"));
      await stay.see("Beside this").waitFor();
      expectBeside((await stay.card.boundingBox())!, (await stay.byId("target").boundingBox())!);
      await stay.button("Got it").click();
      await page.evaluate(() => void window.milepost.start("ask"));
      const field = page.getByRole("textbox", { name: "What is missing here?" });
      await field.click();
      await page.keyboard.type("More ");
      await page.evaluate(() => window.redraw());
      await page.waitForTimeout(100);
      await page.keyboard.type("filters");
      expect(await field.inputValue()).toBe("More filters");
      expect(await stay.thrown()).toEqual([]);
    },
  },
];
