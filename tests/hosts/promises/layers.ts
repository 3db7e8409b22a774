import { expect } from "vitest";
import { ASK, HELP, type HostWindow, type Row, type Stay } from "../stay.ts";

declare const window: HostWindow;

/** What lies over the page, and is left before that goes on. */
export type Layer = "dialog" | "drawer";

/** What Tab must not come to while a layer of the host's is open. */
const OUTSIDE = /^(target|own|in-bar|below|second|.*-open|combo)$/;
/** As long as a layer may take to begin to close, in milliseconds. */
const MOMENT = 120;

export const tourOf = (kind: Layer) => ({
  fields: {
    type: "tour",
    if: { event: "Wanted" },
    steps: [
      { target: `#${kind}-name`, title: "Who is it?", body: "Their name." },
      { target: `#${kind}-company`, title: "Where do they work?" },
      { target: `#${kind}-save`, title: "Then save" },
    ],
  },
});

const expectOpen = async (stay: Stay, kind: Layer): Promise<void> => {
  await stay.page.waitForTimeout(MOMENT);
  // One that closes is seen until its last movement is over.
  await stay.page.evaluate(whenStill);
  expect(await stay.byId(`${kind}-name`).isVisible(), `the ${kind} is open`).toBe(true);
};

/** Runs in the page. What moves for more than a second does not close. */
async function whenStill(): Promise<void> {
  const moves = document.getAnimations().map(({ finished }) => finished);
  await Promise.race([Promise.allSettled(moves), new Promise((resolve) => setTimeout(resolve, 1_000))]);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

const closeByEsc = async (stay: Stay, kind: Layer): Promise<void> => {
  await stay.byId(`${kind}-name`).focus();
  await stay.page.keyboard.press("Escape");
  await stay.byId(`${kind}-name`).waitFor({ state: "hidden" });
};

const getGuestTitle = (kind: Layer): string => `what is put into the ${kind} as it opens makes nothing throw`;

const getEscTitle = (kind: Layer): string => `an Esc that is kept from the page leaves the ${kind} open`;

/** Runs in the page: what comes first keeps each key from all others, as an open card keeps Esc. */
function keepKeys(): void {
  const keep = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", keep, true);
}

/** Runs in the page: puts an element into the layer that this field is in, as soon as that is there. */
function addGuest(id: string): void {
  const observer = new MutationObserver(() => {
    const layer = document.getElementById(id)?.closest("dialog,[role=dialog],[aria-modal=true]");
    if (!layer) return;
    observer.disconnect();
    layer.append(document.createElement("milepost-guest"));
  });
  observer.observe(document, { childList: true, subtree: true });
}

const pressBeside = async (stay: Stay, kind: Layer): Promise<void> => {
  // Below the bar, at the left edge: drawers stand at the right one, or at the bottom.
  for (let press = 0; press < 2 && (await stay.byId(`${kind}-name`).isVisible()); press++) {
    await stay.page.mouse.click(12, 200);
    await stay.page.waitForTimeout(100);
  }
  await stay.byId(`${kind}-name`).waitFor({ state: "hidden" });
};

/** What a dialog or a drawer does by itself. */
export const getLayerControls = (kind: Layer): readonly Row[] => [
  {
    of: kind,
    says: getGuestTitle(kind),
    check: async (open) => {
      const stay = await open();
      await stay.page.evaluate(addGuest, `${kind}-name`);
      await stay.openLayer(kind);
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: kind,
    says: `the ${kind} closes on Esc`,
    check: async (open) => {
      const stay = await open();
      await stay.openLayer(kind);
      await closeByEsc(stay, kind);
    },
  },
  {
    of: kind,
    says: getEscTitle(kind),
    check: async (open) => {
      const stay = await open();
      await stay.openLayer(kind);
      await stay.byId(`${kind}-name`).focus();
      await stay.page.evaluate(keepKeys);
      await stay.page.keyboard.press("Escape");
      await expectOpen(stay, kind);
    },
  },
  {
    of: kind,
    says: `the ${kind} closes on a press beside it`,
    check: async (open) => {
      const stay = await open();
      await stay.openLayer(kind);
      await pressBeside(stay, kind);
    },
  },
  {
    of: kind,
    says: `Tab stays in the ${kind}`,
    check: async (open) => {
      const stay = await open();
      await stay.openLayer(kind);
      expect((await stay.walk("Tab", 8)).filter((stop) => OUTSIDE.test(stop))).toEqual([]);
    },
  },
];

export const getLayerPromises = (kind: Layer): readonly Row[] => [
  {
    of: kind,
    says: `a tour in the ${kind} is pressed through, and neither closes nor scrolls it or the page`,
    async check(open) {
      const stay = await open(tourOf(kind));
      await stay.openLayer(kind);
      const readScroll = () =>
        stay.page.evaluate((id) => {
          const scrolls = [scrollY];
          for (let at = document.getElementById(id); at; at = at.parentElement) scrolls.push(at.scrollTop);
          return scrolls;
        }, `${kind}-name`);
      const before = await readScroll();
      await stay.want("Who is it?");
      await stay.button("Next").click();
      await stay.see("Where do they work?").waitFor();
      await stay.byId(`${kind}-company`).click();
      await stay.page.keyboard.type("Acme");
      expect(await stay.byId(`${kind}-company`).inputValue()).toBe("Acme");
      await stay.button("Next").click();
      await stay.see("Then save").waitFor();
      await stay.byId(`${kind}-save`).click();
      expect(await stay.done(kind)).toBe("saved");
      await stay.button("Done").click();
      await stay.see("Then save").waitFor({ state: "detached" });
      expect(await readScroll()).toEqual(before);
      await expectOpen(stay, kind);
      if (!stay.host.lacks?.[`the ${kind} closes on a press beside it`]) await pressBeside(stay, kind);
      expect(await stay.thrown()).toEqual([]);
    },
  },
  {
    of: kind,
    says: `Tab goes from a field of the ${kind} into its card, on and back, and never out of both`,
    async check(open) {
      const stay = await open(tourOf(kind));
      await stay.openLayer(kind);
      await stay.want("Who is it?");
      await stay.byId(`${kind}-name`).focus();
      const card = ["ours: Next", "ours: More", "ours: Close"];
      expect(await stay.walk("Tab", 4)).toEqual([...card, `${kind}-company`]);
      expect(await stay.walk("Shift+Tab", 4)).toEqual([...card.toReversed(), `${kind}-name`]);
      if (!stay.host.lacks?.[`Tab stays in the ${kind}`])
        expect((await stay.walk("Tab", 14)).filter((stop) => OUTSIDE.test(stop))).toEqual([]);
      await expectOpen(stay, kind);
    },
  },
  {
    of: kind,
    says: `Esc in the card closes the card, and the next one the ${kind}`,
    async check(open) {
      const stay = await open(tourOf(kind));
      await stay.openLayer(kind);
      await stay.want("Who is it?");
      await stay.byId(`${kind}-name`).focus();
      await stay.page.keyboard.press("Tab");
      await stay.page.keyboard.press("Escape");
      await stay.card.waitFor({ state: "detached" });
      if (stay.host.lacks?.[getEscTitle(kind)]) return;
      await expectOpen(stay, kind);
      if (stay.host.lacks?.[`the ${kind} closes on Esc`]) return;
      await stay.page.keyboard.press("Escape");
      await stay.byId(`${kind}-name`).waitFor({ state: "hidden" });
    },
  },
  {
    of: kind,
    says: `the help panel takes letters over the ${kind}, and is back in the page after it`,
    async check(open) {
      const stay = await open({ help: HELP });
      const { page } = stay;
      await stay.openLayer(kind);
      await stay.ours(".launcher").click();
      await page.getByRole("searchbox").click();
      await page.keyboard.type("tax");
      expect(await page.getByRole("searchbox").inputValue()).toBe("tax");
      await page.mouse.wheel(0, 50);
      await stay.ours(".help [aria-label=Close]").click();
      await expectOpen(stay, kind);
      if (stay.host.lacks?.[`the ${kind} closes on Esc`]) await pressBeside(stay, kind);
      else await closeByEsc(stay, kind);
      await stay.ours(".launcher").click();
      await page.getByRole("searchbox").fill("tax");
    },
  },
  {
    of: kind,
    says: `a survey that is begun over the ${kind} is answered there`,
    async check(open) {
      const stay = await open({ ask: ASK });
      await stay.openLayer(kind);
      await stay.page.evaluate(() => void window.milepost.start("ask"));
      await stay.see("What is missing here?").waitFor();
      await stay.page.getByRole("textbox", { name: "What is missing here?" }).click();
      await stay.page.keyboard.type("A second address");
      await stay.button("Send").click();
      await stay.see("What is missing here?").waitFor({ state: "detached" });
      await expectOpen(stay, kind);
    },
  },
  {
    of: kind,
    says: `destroy leaves the ${kind} open, and it works on`,
    async check(open) {
      const stay = await open({ ...tourOf(kind), help: HELP });
      await stay.openLayer(kind);
      await stay.want("Who is it?");
      await stay.page.evaluate(() => window.milepost.destroy());
      await expectOpen(stay, kind);
      expect(await stay.page.locator("milepost-root").count()).toBe(0);
      await stay.byId(`${kind}-name`).fill("Ana");
      await stay.byId(`${kind}-save`).click();
      expect(await stay.done(kind)).toBe("saved");
      if (!stay.host.lacks?.[`the ${kind} closes on Esc`]) await closeByEsc(stay, kind);
      if (!stay.host.lacks?.[getGuestTitle(kind)]) expect(await stay.thrown()).toEqual([]);
    },
  },
];
