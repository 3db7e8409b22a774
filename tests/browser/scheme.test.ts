import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acme } from "../helpers/acme.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { type Site, startSite } from "../helpers/site.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

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

describe("a page that", () => {
  test.each(HOSTS)("%s", async (_, css, { system, guides: expected }) => {
    await withPage(css, system, async (read) => expect.poll(read).toEqual([expected, expected]));
  });

  test("turns dark by a class on its body, slowly, takes the guides along", async () => {
    const css = "body{background:#fff;color:#222;transition:all .2s}body.night{background:#111;color:#eee}";
    await withPage(css, "light", async (read, turn) => {
      await expect.poll(read).toEqual(["light", "light"]);
      await turn();
      await expect.poll(read).toEqual(["dark", "dark"]);
    });
  });
});

async function withPage(
  css: string,
  colorScheme: "light" | "dark",
  use: (read: () => Promise<string[]>, turn: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const body = `<style>${css}</style><main><h1>Invoices</h1><div id="place"></div></main>`;
  const site: Site = await startSite({ config: acme({ gaps: {}, guides }), pages: { "/": body } });
  const context = await browser.newContext({ colorScheme });
  try {
    const page = await context.newPage();
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
  } finally {
    await context.close();
    await site.close();
  }
}
