import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";

const guides = {
  news: { type: "banner", if: { page: "/" }, title: "Good to see you" },
  steps: {
    type: "checklist",
    if: { page: "/" },
    target: "#place",
    title: "Three steps",
    items: [{ milestone: "workspace", title: "Create" }],
  },
};

/** Ways in which products are light or dark. */
const HOSTS: ReadonlyArray<
  readonly [what: string, css: string, looks: { readonly system: "light" | "dark"; readonly guides: string }]
> = [
  ["says nothing, and the system is light", "", { system: "light", guides: "light" }],
  ["says nothing, and the system is dark", "", { system: "dark", guides: "light" }],
  [
    "follows the system by color-scheme",
    ":root{color-scheme:light dark}",
    { system: "dark", guides: "dark" },
  ],
  ["is always dark by color-scheme", ":root{color-scheme:dark}", { system: "light", guides: "dark" }],
  [
    "follows the system by a media query",
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}",
    { system: "dark", guides: "dark" },
  ],
  [
    "is dark by colours of its own",
    "body{background:#0b1220;color:oklch(92% 0.01 250)}",
    { system: "light", guides: "dark" },
  ],
  ["is dark behind its text alone", "html{background:#000}", { system: "light", guides: "dark" }],
  ["is light by colours of its own", "body{background:#fff;color:#222}", { system: "dark", guides: "light" }],
  [
    "wants guides of another kind",
    "milepost-root{color-scheme:dark}body{background:#fff;color:#222}",
    { system: "light", guides: "dark" },
  ],
];

const test = visitorTest.extend(
  "withPage",
  ({ site, visit }) =>
    async (
      css: string,
      colorScheme: "light" | "dark",
      use: (read: () => Promise<string[]>, turn: () => Promise<void>) => Promise<void>,
    ): Promise<void> => {
      const body = `<style>${css}</style><main><h1>Invoices</h1><div id="place"></div></main>`;
      await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": body } });
      const visitor = await visit({ colorScheme });
      const page = await visitor.newPage();
      await page.goto(site.url);
      await page.locator("milepost-root .banner").waitFor();
      await page.locator("milepost-slot .checklist").waitFor();
      // What a card is painted with says which of the two it is.
      const read = () =>
        page.evaluate(() =>
          ["milepost-root", "milepost-slot"].map((name) => {
            const card = document.querySelector(name)!.shadowRoot!.querySelector(".surface")!;
            return getComputedStyle(card).backgroundColor === "rgb(255, 255, 255)" ? "light" : "dark";
          }),
        );
      const turn = () => page.evaluate(() => document.body.classList.add("night"));
      await use(read, turn);
    },
);

describe("a page that", () => {
  test.for(HOSTS)("%s", async ([_, css, { system, guides: expected }], { withPage }) => {
    await withPage(css, system, async (read) => expect.poll(read).toEqual([expected, expected]));
  });

  test("turns dark by a class on its body, slowly, takes the guides along", async ({ withPage }) => {
    const css = "body{background:#fff;color:#222;transition:all .2s}body.night{background:#111;color:#eee}";
    await withPage(css, "light", async (read, turn) => {
      await expect.poll(read).toEqual(["light", "light"]);
      await turn();
      await expect.poll(read).toEqual(["dark", "dark"]);
    });
  });
});

/** What somebody sees of a card beside a target and of one over the page. */
const readLooks = () =>
  [".card", ".checklist"].map((name) => {
    const card = document.querySelector("milepost-root")!.shadowRoot!.querySelector(name)!;
    const { backgroundColor, fontFamily, direction } = getComputedStyle(card);
    const scheme = backgroundColor === "rgb(255, 255, 255)" ? "light" : "dark";
    return `${scheme} ${fontFamily} ${direction}`;
  });

const NIGHT = "background:#0d1117;color:#e6edf3;font-family:monospace";
const APP = `<div id="app"><h1>Invoices</h1><section><button id="new">New invoice</button></section></div>`;

/** Where a product says how it looks, and how the two cards look there. */
const THEMES: ReadonlyArray<readonly [what: string, css: string, dir: string, looks: readonly string[]]> = [
  ["its body", `body{${NIGHT}}`, "", ["dark monospace ltr", "dark monospace ltr"]],
  [
    "an element that fills its body",
    `body{margin:0;font-family:serif}#app{min-height:100vh;${NIGHT}}`,
    'dir="rtl"',
    ["dark monospace rtl", "dark monospace rtl"],
  ],
  [
    "the part that the target is in",
    `body{margin:0;font-family:serif}section{${NIGHT};width:600px;height:300px;direction:rtl}`,
    "",
    ["dark monospace rtl", "light serif ltr"],
  ],
  [
    "a bar and a button, which are no surroundings",
    `body{margin:0;font-family:serif}section{${NIGHT};height:48px}`,
    "",
    ["light serif ltr", "light serif ltr"],
  ],
  [
    "our own element",
    `body{margin:0;font-family:serif}#app{min-height:100vh;${NIGHT}}milepost-root{color-scheme:light;font-family:fantasy}`,
    "",
    ["light fantasy ltr", "light fantasy ltr"],
  ],
];

describe("a product that has its theme on", () => {
  const both = {
    tip: { type: "tooltip", if: { page: "/" }, target: "#new", title: "Start here" },
    steps: {
      type: "checklist",
      if: { page: "/" },
      title: "Three steps",
      items: [{ milestone: "workspace", title: "Create" }],
    },
  };

  test.for(THEMES)("%s", async ([_, css, dir, looks], { site, visitor }) => {
    const body = `<style>${css}</style>${APP.replace('id="app"', `id="app" ${dir}`)}`;
    await site.start({ config: acme({ gaps: {}, guides: both }), pages: { "/": body } });
    const page = await visitor.newPage();
    await page.goto(site.url);
    await page.locator("milepost-root .card[data-side]").waitFor();
    await page.locator("milepost-root .checklist").waitFor();
    await expect.poll(() => page.evaluate(readLooks)).toEqual(looks);
  });

  test.for([
    ["and is a dialog of its own", `aria-modal="true" style="VEIL;background:#000a"`, ""],
    ["and has light words on it", `style="VEIL;background:#0006;color:#eee"`, `aria-modal="true"`],
  ])(
    "a low dialog, and not on what darkens the page behind it %s",
    async ([_, veil, panel], { site, visitor }) => {
      const role = (given: string) => given.replace("aria-modal", `role="dialog" aria-modal`);
      const body = `<style>body{margin:0}</style><div ${role(veil!).replace("VEIL", "position:fixed;inset:0")}>
      <div ${role(panel!)} style="width:460px;height:120px;margin:40px auto;background:#fff;color:#222">
      <button id="new">Save</button></div></div>`;
      await site.start({ config: acme({ gaps: {}, guides: { tip: both.tip } }), pages: { "/": body } });
      const page = await visitor.newPage();
      await page.goto(site.url);
      const card = page.locator("milepost-root .card[data-side]");
      await card.waitFor();
      await expect.poll(() => card.evaluate((one) => getComputedStyle(one).colorScheme)).toBe("light");
    },
  );

  test("a low dialog of the browser's over a page of another theme", async ({ site, visitor }) => {
    const body = `<style>body{${NIGHT}}</style><dialog style="height:100px;background:#fff;color:#222">
      <button id="new">Save</button></dialog><script>document.querySelector("dialog").showModal()</script>`;
    await site.start({ config: acme({ gaps: {}, guides: { tip: both.tip } }), pages: { "/": body } });
    const page = await visitor.newPage();
    await page.goto(site.url);
    const card = page.locator("milepost-root .card[data-side]");
    await card.waitFor();
    await expect.poll(() => card.evaluate((one) => getComputedStyle(one).colorScheme)).toBe("light");
  });

  test("an element that turns dark later takes the guides along", async ({ site, visitor }) => {
    const css = `body{margin:0}#app{min-height:100vh;background:#fff;color:#222}#app.night{${NIGHT}}`;
    await site.start({
      config: acme({ gaps: {}, guides: both }),
      pages: { "/": `<style>${css}</style>${APP}` },
    });
    const page = await visitor.newPage();
    await page.goto(site.url);
    await page.locator("milepost-root .card[data-side]").waitFor();
    await page.locator("milepost-root .checklist").waitFor();
    expect((await page.evaluate(readLooks)).join()).toMatch(/^light .*,light /);
    await page.evaluate(() => document.querySelector("#app")!.classList.add("night"));
    await expect.poll(() => page.evaluate(readLooks)).toEqual(["dark monospace ltr", "dark monospace ltr"]);
  });
});
