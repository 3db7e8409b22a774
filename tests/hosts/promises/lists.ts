import { expect } from "vitest";
import { getPart } from "../host.ts";
import type { Row, Stay } from "../stay.ts";

/** A card that stands beside what opens a list, whatever is done to that. */
const cardAt = (target: string) => ({
  list: {
    type: "tour",
    if: { event: "Wanted" },
    steps: [
      {
        target,
        title: "Open this",
        body: "All of them are in here, and more of them come with each month.",
        advance: { event: "Never" },
      },
    ],
  },
});

const openMenu = async (stay: Stay): Promise<void> => {
  await stay.part("menu-open").click();
  await stay.part("entry").first().waitFor();
};
const chooseEntry = async (stay: Stay): Promise<void> => {
  await stay.part("entry").nth(1).click();
  expect(await stay.done("menu")).toBe("PDF");
  await stay.part("entry").first().waitFor({ state: "hidden" });
};

const openCities = async (stay: Stay): Promise<void> => {
  await stay.part("combo").click();
  await stay.page.keyboard.type("L");
  await stay.part("option").filter({ hasText: "London" }).waitFor();
};
const chooseCity = async (stay: Stay): Promise<void> => {
  await stay.part("option").filter({ hasText: "London" }).click();
  await expect.poll(() => stay.part("combo").inputValue()).toBe("London");
  await stay.part("option").first().waitFor({ state: "hidden" });
};

const openDays = async (stay: Stay): Promise<void> => {
  await stay.part("date-open").click();
  await stay
    .part("day")
    .filter({ hasText: /^\s*15\s*$/ })
    .first()
    .waitFor();
};
const chooseDay = async (stay: Stay): Promise<void> => {
  await stay
    .part("day")
    .filter({ hasText: /^\s*15\s*$/ })
    .first()
    .click();
  await expect.poll(() => stay.done("date")).toMatch(/15/);
};

/** Of each list what opens it, which is the target of the card, and what is in it. */
const LISTS = [
  ["menu", "menu-open", "entry", openMenu, chooseEntry],
  ["combobox", "combo", "option", openCities, chooseCity],
  ["calendar", "date-open", "day", openDays, chooseDay],
] as const;

export const LIST_CONTROLS: readonly Row[] = LISTS.map(([of, , , openList, choose]) => ({
  of,
  says: `the ${of} opens, and what is pressed in it is chosen`,
  async check(open) {
    const stay = await open();
    await openList(stay);
    await choose(stay);
  },
}));

export const LIST_PROMISES: readonly Row[] = [
  ...LISTS.map(
    ([of, opener, item, openList, choose]): Row => ({
      of,
      says: `a card at what opens the ${of} leaves all in it free to be pressed and does not close it`,
      async check(open) {
        const stay = await open((host: Stay["host"]) => cardAt(getPart(host, opener)));
        await stay.want("Open this");
        await openList(stay);
        await expect.poll(() => stay.covered(stay.part(item))).toEqual([]);
        // What comes a moment later, as the list moves in, is seen as well.
        await stay.page.waitForTimeout(400);
        expect(await stay.covered(stay.part(item))).toEqual([]);
        await choose(stay);
        await stay.see("Open this").waitFor();
        expect(await stay.thrown()).toEqual([]);
      },
    }),
  ),
  {
    of: "menu",
    says: "a tour goes on at an entry of the menu, whose others stay free, and a press in its card leaves the menu open",
    async check(open) {
      const stay = await open((host: Stay["host"]) => ({
        list: {
          type: "tour",
          if: { event: "Wanted" },
          steps: [
            { target: getPart(host, "menu-open"), title: "Open this", advance: { event: "Menu Opened" } },
            { target: getPart(host, "entry"), title: "Choose one" },
            { title: "That was it" },
          ],
        },
      }));
      await stay.want("Open this");
      await openMenu(stay);
      await stay.track("Menu Opened");
      await stay.see("Choose one").waitFor();
      await expect.poll(() => stay.covered(stay.part("entry"))).toEqual([]);
      await stay.button("Next").click();
      await stay.see("That was it").waitFor();
      await chooseEntry(stay);
    },
  },
];
