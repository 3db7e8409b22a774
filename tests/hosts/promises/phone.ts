import { expect } from "vitest";
import { type Row, type Stay, tipAt } from "../stay.ts";
import { type Layer, tourOf } from "./layers.ts";

/** All of the card is in the window, and the target gets a press at its middle. */
const expectRoom = async (stay: Stay, target: string): Promise<void> => {
  const [width, height] = await stay.page.evaluate(() => [innerWidth, innerHeight] as const);
  await expect
    .poll(async () => {
      const box = await stay.card.boundingBox();
      return box && [box.x >= 0, box.y >= 0, box.x + box.width <= width, box.y + box.height <= height];
    })
    .toEqual([true, true, true, true]);
  expect(await stay.covered(stay.byId(target))).toEqual([]);
};

const getPhoneRow = (kind: Layer): Row => ({
  of: kind,
  says: `on a phone a tour in the ${kind} is pressed through, and its fields are typed in`,
  async check(open) {
    const stay = await open(tourOf(kind), "phone");
    await stay.openLayer(kind);
    await stay.want("Who is it?");
    await expectRoom(stay, `${kind}-name`);
    await stay.byId(`${kind}-name`).click();
    await stay.page.keyboard.type("Ana");
    expect(await stay.byId(`${kind}-name`).inputValue()).toBe("Ana");
    await stay.button("Next").click();
    await stay.see("Where do they work?").waitFor();
    await expectRoom(stay, `${kind}-company`);
    await stay.button("Next").click();
    await stay.see("Then save").waitFor();
    await stay.byId(`${kind}-save`).click();
    expect(await stay.done(kind)).toBe("saved");
    await stay.button("Done").click();
    await stay.see("Then save").waitFor({ state: "detached" });
    expect(await stay.byId(`${kind}-name`).isVisible()).toBe(true);
    expect(await stay.thrown()).toEqual([]);
  },
});

/** What is held to where the window is as wide as a phone's. */
export const PHONE_PROMISES: readonly Row[] = [
  {
    of: "page",
    says: "on a phone a tooltip leaves its target free, and both are pressed",
    async check(open) {
      const stay = await open(tipAt("#target"), "phone");
      await stay.want("Beside this");
      await expectRoom(stay, "target");
      await stay.byId("target").click();
      expect(await stay.done("target")).toBe("pressed");
      await stay.button("Got it").click();
      await stay.card.waitFor({ state: "detached" });
      expect(await stay.thrown()).toEqual([]);
    },
  },
  getPhoneRow("dialog"),
  getPhoneRow("drawer"),
];
