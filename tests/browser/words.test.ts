import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { LANGUAGES } from "../../src/widgets/text/languages.ts";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { addFindOverflow } from "../helpers/overflow.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, type Tab } from "../helpers/visitor.ts";

declare const window: Host & { readonly findOverflow: () => string[] };

/** `npm run test:looks` has all languages, and all texts in windows of all sizes. */
const isWhole = process.env.npm_lifecycle_event === "test:looks";
/** Those with the longest words, and with the other direction. */
const TAGS = isWhole ? ["en", ...Object.keys(LANGUAGES)] : ["en", "de", "ar"];

/** Texts of every length, for every place that a config has one. */
interface Lengths {
  readonly title: string;
  readonly body: string;
  readonly label: string;
}

const SHORT: Lengths = { title: "Start here", body: "This makes an invoice.", label: "Go on" };
const GERMAN = "Rechtsschutzversicherungsgesellschaftsvertretung";
const WORDY =
  "Recurring invoices can be sent on the last working day of each month, and a reminder goes out to whoever has not paid within two weeks, in the language of your customer and with a link for their bank.";
const LENGTHS: ReadonlyArray<readonly [string, Lengths]> = [
  ["a title of 200 letters", { title: WORDY, body: `${WORDY} ${WORDY}`, label: WORDY.slice(0, 69) }],
  [
    "the longest words",
    { title: `${GERMAN} konstantynopolitańczykowianeczka`, body: `${GERMAN} ${GERMAN}`, label: GERMAN },
  ],
  [
    "no space at all",
    { title: "x".repeat(200), body: `https://acme.example/${"y".repeat(200)}`, label: "z".repeat(90) },
  ],
];

function createConfig({ title, body, label }: Lengths): object {
  const actions = [
    { label, lead: "full-serve", thanks: title },
    { label, snooze: "3d" },
  ];
  const reached = { event: "Workspace Created" };
  return acme({
    milestones: {
      workspace: { title, when: reached },
      "first-invoice": { title, when: { event: "Invoice Sent" } },
      "first-payment": { title, when: { event: "Payment Received" } },
    },
    journeys: {},
    gaps: {},
    guides: {
      tip: { type: "tooltip", target: "#new", title, body },
      tour: {
        type: "tour",
        steps: [
          { target: "h1", title },
          { target: "#new", title, body, actions: [actions[1]] },
        ],
      },
      spot: { type: "hotspot", target: "#new", title, body },
      list: {
        type: "checklist",
        title,
        body,
        items: [
          { milestone: "workspace" },
          { milestone: "first-invoice", body, guide: "tour", optional: true },
          { milestone: "first-payment", needs: ["first-invoice"], optional: true },
        ],
      },
      news: { type: "banner", title, body, actions },
      offer: { type: "modal", title, body, actions },
      nps: {
        type: "survey",
        title,
        question: [
          { kind: "nps", ask: title },
          { kind: "text", ask: body },
        ],
        then: [{ atMost: 6, lead: "full-serve" }],
      },
      pick: { type: "survey", question: { kind: "choice", ask: title, choices: [title, label] }, actions },
      around: { type: "launcher", target: "#place", title: label, guide: "tour" },
      help: { type: "help", title: label, launcher: "bottom-end" },
    },
    docs: [
      { id: "doc", title, body, url: "https://acme.example/more" },
      { id: "away", title, url: "https://acme.example/away" },
    ],
  });
}

/** What is opened, and what is pressed in it then, so that all of it has been seen. */
const SCENES: ReadonlyArray<readonly [guide: string, presses: readonly string[]]> = [
  ["tip", [".more", ".menu .button"]],
  ["tour", [".primary"]],
  ["spot", [".dot"]],
  ["list", []],
  ["news", [".more", ".menu .button"]],
  ["offer", [".more", ".menu .button"]],
  ["nps", [".score:nth-child(3)", ".primary"]],
  ["pick", [".choice"]],
  ["doc", [".rating .button", ".pause .button"]],
  ["help", []],
];

const SIZES = { desk: [1280, 800], zoomed: [640, 400], phone: [320, 640] } as const;
const NAMES = Object.keys(SIZES) as Array<keyof typeof SIZES>;
/** Each text, and each size, once at least: all texts on the smallest window. */
const PAIRS = LENGTHS.flatMap(([what, lengths], i) =>
  NAMES.filter((size, j) => isWhole || i === j || size === "phone").map(
    (size) => [what, size, lengths] as const,
  ),
);

const start = async (page: Page, guide: string): Promise<void> => {
  await page.evaluate((id) => window.milepost.start(id), guide);
  await page.locator("milepost-root .surface:not(.pill)").first().or(page.locator(".dot")).first().waitFor();
};
const end = async (page: Page, guide: string): Promise<void> => {
  await page.evaluate((id) => window.milepost.end(id), guide);
  // An article first goes back to its list.
  for (let i = 0; i < 2; i++) await page.keyboard.press("Escape");
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("milepost-root")!;
    return !shadowRoot?.querySelector(".surface,.dot");
  });
};

/** Everything that does not fit, in all kinds. All of it happens in the page: each word from here to there costs time. */
const findAll = (page: Page): Promise<string[]> =>
  page.evaluate(async (scenes) => {
    const frame = () => new Promise(requestAnimationFrame);
    const find = (selector: string): HTMLElement | null | undefined =>
      document.querySelector("milepost-root")?.shadowRoot?.querySelector<HTMLElement>(selector);
    const until = async (check: () => unknown, what: string): Promise<void> => {
      for (const end = performance.now() + 15_000; !check(); await frame())
        if (performance.now() > end) throw new Error(`not within 15 seconds: ${what}`);
    };
    const press = async (key: string): Promise<void> => {
      const at = document.querySelector("milepost-root")?.shadowRoot?.activeElement ?? document.body;
      at.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
      );
      await frame();
    };
    /** What has just come may still be on its way to where it fits. */
    const rest = async (): Promise<void> => {
      let last = "";
      let still = 0;
      await until(() => {
        const boxes = [...document.querySelector("milepost-root")!.shadowRoot!.querySelectorAll(".surface")];
        const now = JSON.stringify(boxes.map((box) => box.getBoundingClientRect()));
        still = now === last ? still + 1 : 0;
        last = now;
        return still >= 3;
      }, "rest");
    };
    const found: string[] = [];
    for (const [guide, presses] of scenes) {
      await window.milepost.start(guide);
      await until(() => find(".surface:not(.pill),.dot"), `${guide} comes`);
      await rest();
      found.push(...window.findOverflow().map((fault) => `${guide}: ${fault}`));
      for (const selector of presses) {
        await until(() => find(selector), `${guide} has ${selector}`);
        find(selector)!.click();
        await rest();
        found.push(...window.findOverflow().map((fault) => `${guide}, ${selector}: ${fault}`));
      }
      window.milepost.end(guide);
      // An article first goes back to its list.
      for (let i = 0; i < 2; i++) await press("Escape");
      await until(() => !find(".surface,.dot"), `${guide} goes`);
    }
    return found;
  }, SCENES);

const test = visitorTest.extend(
  "open",
  ({ site, visit }) =>
    async (options: SiteOptions, size: keyof typeof SIZES = "desk"): Promise<Tab> => {
      const page = `${pages["/"]}<div id="place" style="max-width:200px"></div>`;
      await site.start({ pages: { "/": page }, ...options });
      const [width, height] = SIZES[size];
      const visitor = await visit({ viewport: { width, height }, reducedMotion: "reduce" });
      await addFindOverflow(visitor);
      const tab = await openTab(visitor, site);
      await tab.page.waitForFunction(() => "track" in window.milepost);
      await tab.track("Workspace Created");
      return tab;
    },
);

describe("everything fits its place", () => {
  test.for(TAGS)("in %s, on the smallest phone", async (tag, { open }) => {
    const { page } = await open({ config: createConfig(SHORT), attributes: `data-locale="${tag}"` }, "phone");
    expect(await findAll(page)).toEqual([]);
  });

  test.for(PAIRS)("with %s, at a %s", async ([, size, lengths], { open }) => {
    const { page } = await open({ config: createConfig(lengths), attributes: `data-locale="pl"` }, size);
    expect(await findAll(page)).toEqual([]);
  });
});

describe("what is said in a language", () => {
  const guides = {
    tip: {
      type: "tooltip",
      target: "#new",
      placement: "end",
      title: { ar: "ابدأ من هنا", en: "Start here" },
      body: { en: "{{user.firstName}} makes **invoices**." },
    },
    news: { type: "banner", title: { de: "Neu" }, body: "Plain" },
    place: { type: "help", target: "#place" },
    help: { type: "help", launcher: "bottom-end" },
  };
  const config = acme({ gaps: {}, guides });
  const arabic = { config, root: `lang="ar" dir="rtl"` };
  const isWords = (url: string) => url.includes("milepost-words-");
  const languageOf = (page: Page, text: string) =>
    page
      .locator("milepost-root")
      .getByText(text)
      .first()
      .evaluate((one) => {
        const { direction } = getComputedStyle(one);
        return [one.closest<HTMLElement>("[lang]")?.lang, direction];
      });

  test("is one file for its readers, loaded once and not before something is to be shown", async ({
    open,
  }) => {
    const { tip, news } = guides;
    const { page } = await open({ ...arabic, config: acme({ gaps: {}, guides: { tip, news } }) });
    const loaded: string[] = [];
    page.on("request", (request) => isWords(request.url()) && loaded.push(request.url()));
    await page.waitForTimeout(300);
    expect(loaded).toEqual([]);
    for (const guide of ["tip", "news", "tip"]) {
      await start(page, guide);
      await end(page, guide);
    }
    expect(loaded).toHaveLength(1);
    expect(loaded[0]).toContain("milepost-words-ar-");
  });

  test("costs who reads English nothing", async ({ open }) => {
    const loaded: string[] = [];
    const { page } = await open({ config });
    await page.getByRole("button", { name: "Help" }).waitFor();
    page.on("request", (request) => isWords(request.url()) && loaded.push(request.url()));
    await page.reload();
    await page.getByRole("button", { name: "Help" }).waitFor();
    expect(loaded).toEqual([]);
  });

  test("is never seen in English first", async ({ open }) => {
    const { page } = await open(arabic);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(
      ({ href }) => isWords(href),
      async (route) => {
        await arrived;
        await route.continue();
      },
    );
    const asked = page.waitForRequest((request) => isWords(request.url()));
    await page.reload();
    await asked;
    await page.waitForTimeout(300);
    expect(await page.locator("milepost-root").getByRole("button").count()).toBe(0);
    arrive();
    await page.getByRole("button", { name: "المساعدة" }).waitFor();
  });

  test("is English where its file does not come", async ({ open }) => {
    const { page } = await open({ ...arabic, missing: "milepost-words-ar" });
    await page.getByRole("button", { name: "Help" }).waitFor();
    expect(await page.locator("milepost-root").getAttribute("lang")).toBe("en");
  });

  test("says so, and which way it is written, wherever it is another than around it", async ({ open }) => {
    const { page } = await open(arabic);
    await page.evaluate(() => window.milepost.identify("u_1", { firstName: "سارة" }));
    await start(page, "tip");
    expect(await page.locator("milepost-root").evaluate((one: HTMLElement) => [one.lang, one.dir])).toEqual([
      "ar",
      "rtl",
    ]);
    expect(await page.locator("milepost-slot").evaluate((one: HTMLElement) => [one.lang, one.dir])).toEqual([
      "ar",
      "rtl",
    ]);
    expect(await languageOf(page, "ابدأ من هنا")).toEqual([undefined, "rtl"]);
    // Though it begins with a name in Arabic.
    expect(await languageOf(page, "makes")).toEqual(["en", "ltr"]);
    await end(page, "tip");
    await start(page, "news");
    expect(await languageOf(page, "Neu")).toEqual(["de", "ltr"]);
  });

  test("is mirrored with its page: corners, placements, the way back", async ({ open }) => {
    const { page } = await open(arabic);
    await start(page, "tip");
    const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
    const [card, target] = [await box("milepost-root .card"), await box("#new")];
    expect(card.x + card.width).toBeLessThanOrEqual(target.x);
    expect((await box("milepost-root .card .tool")).x).toBeLessThan(card.x + card.width / 2);
    expect((await box(".launcher")).x).toBe(16);
  });

  test("goes on from right to left where a button says what will follow it", async ({ open }) => {
    const label = "تحدث إلينا";
    const ask = { type: "banner", body: "—", actions: [{ label, lead: "full-serve", thanks: "سنراسلك." }] };
    const { page } = await open({
      ...arabic,
      config: acme({ gaps: {}, guides: { ask }, locale: { default: "ar" } }),
    });
    await start(page, "ask");
    const [first, then] = await page
      .locator("[part=promise] bdi")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
    expect(then).toBeLessThan(first!);
  });

  test("is the vendor's, where we have none, in their direction", async ({ open }) => {
    const he = { close: "סגירה", gotIt: "הבנתי", help: "עזרה" };
    const { page } = await open({
      config: acme({ gaps: {}, guides, locale: { words: { he } } }),
      attributes: `data-locale="he-IL"`,
    });
    await page.getByRole("button", { name: "עזרה" }).waitFor();
    await start(page, "tip");
    await page.getByRole("button", { name: "הבנתי" }).waitFor();
    expect(await page.locator("milepost-root").evaluate((one: HTMLElement) => [one.lang, one.dir])).toEqual([
      "he",
      "rtl",
    ]);
  });
});
