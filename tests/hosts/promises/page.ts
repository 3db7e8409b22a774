import { expect } from "vitest";
import { ASK, HELP, type HostWindow, type Row, tipAt } from "../stay.ts";

declare const window: HostWindow;

/** How far a card may stand from its target, in pixels. */
export const NEAR = 40;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far two boxes are from each other; less than zero where they overlap. */
export const distance = (a: Box, b: Box): number =>
  Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);

export const expectBeside = (card: Box, target: Box): void => {
  expect(distance(card, target)).toBeGreaterThanOrEqual(0);
  expect(distance(card, target)).toBeLessThan(NEAR);
};

export const PAGE: readonly Row[] = [
  {
    of: "page",
    says: "a tooltip stands beside its target; both are pressed, and Tab goes from the one into the other and on",
    async check(open) {
      const stay = await open(tipAt("#target"));
      await stay.want("Beside this");
      expectBeside((await stay.card.boundingBox())!, (await stay.byId("target").boundingBox())!);
      await stay.byId("target").click();
      expect(await stay.done("target")).toBe("pressed");
      await stay.byId("target").focus();
      const way = await stay.walk("Tab", 4);
      expect(way.map((stop) => stop.startsWith("ours"))).toEqual([true, true, true, false]);
      expect(await stay.walk("Shift+Tab", 1)).toEqual([way[2]]);
      await stay.button("Got it").click();
      await stay.card.waitFor({ state: "detached" });
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: "page",
    says: "the help panel is opened by a press and by keys, takes letters and is closed by Esc",
    async check(open) {
      const stay = await open({ help: HELP });
      const { page } = stay;
      await stay.ours(".launcher").click();
      await page.getByRole("searchbox").click();
      await page.keyboard.type("tax");
      expect(await page.getByRole("searchbox").inputValue()).toBe("tax");
      await page.keyboard.press("Escape");
      await stay.ours(".help").waitFor({ state: "detached" });
      await stay.ours(".launcher").focus();
      await page.keyboard.press("Enter");
      await stay.ours(".help").waitFor();
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: "page",
    says: "a survey is answered, and the page's field beside it too",
    async check(open) {
      const stay = await open({ ask: { ...ASK, if: { event: "Wanted" } } });
      await stay.want("What is missing here?");
      await stay.page.getByRole("textbox", { name: "What is missing here?" }).click();
      await stay.page.keyboard.type("jk /");
      await stay.byId("own").click();
      await stay.page.keyboard.type("Ana");
      expect(await stay.byId("own").inputValue()).toBe("Ana");
      expect(await stay.page.getByRole("textbox", { name: "What is missing here?" }).inputValue()).toBe(
        "jk /",
      );
      await stay.button("Send").click();
      await stay.see("What is missing here?").waitFor({ state: "detached" });
    },
  },
  {
    of: "bar",
    says: "a target further down is scrolled to, and lies under no bar that sticks; nor does the card",
    async check(open) {
      const stay = await open(tipAt("#below"));
      await stay.want("Beside this");
      const areFree = () =>
        stay.page.evaluate(() => {
          const isHit = (element: Element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const hit = document.elementFromPoint(x + width / 2, y + height / 2);
            return !!hit && (element.contains(hit) || hit.localName === "milepost-root");
          };
          const root = document.querySelector("milepost-root")!.shadowRoot!;
          return [document.getElementById("below")!, root.querySelector(".card")!].map(isHit);
        });
      // For its first moment a card takes no press.
      await expect.poll(areFree).toEqual([true, true]);
      expectBeside((await stay.card.boundingBox())!, (await stay.byId("below").boundingBox())!);
    },
  },
  {
    of: "bar",
    says: "a target in a bar that sticks has its card below it, over the page, also after a scroll",
    async check(open) {
      const stay = await open(tipAt("#in-bar"));
      await stay.page.evaluate(() => scrollTo(0, 900));
      await stay.want("Beside this");
      expect(await stay.page.evaluate(() => scrollY)).toBe(900);
      expectBeside((await stay.card.boundingBox())!, (await stay.byId("in-bar").boundingBox())!);
      await stay.button("Got it").click();
      await stay.card.waitFor({ state: "detached" });
    },
  },
  {
    of: "page",
    says: "destroy leaves nothing of ours behind, and the page as it was",
    async check(open) {
      const stay = await open({ ...tipAt("#target"), help: HELP });
      const takeStock = () =>
        stay.page.evaluate(() => {
          const say = (element: Element) =>
            [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
          const ids = ["target", "in-bar", "own"];
          return {
            said: [
              document.documentElement,
              document.body,
              ...ids.map((id) => document.getElementById(id)!),
            ].map(say),
            ours: [...document.querySelectorAll("*")].filter(({ localName }) =>
              localName.includes("milepost"),
            ).length,
            sheets: document.adoptedStyleSheets.length,
            at: scrollY,
          };
        });
      await stay.byId("target").focus();
      const before = await takeStock();
      await stay.want("Beside this");
      await stay.page.evaluate(() => window.milepost.destroy());
      await expect.poll(takeStock).toEqual({ ...before, ours: 0 });
      expect(await stay.page.evaluate(() => document.activeElement?.id)).toBe("target");
      expect(await stay.thrown()).toEqual([]);
    },
  },
];
