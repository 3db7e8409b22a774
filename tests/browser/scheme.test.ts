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
