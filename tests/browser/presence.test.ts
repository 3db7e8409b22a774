import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { serveLibraries } from "../helpers/library.ts";
import type { SiteOptions } from "../helpers/site.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & {
  readonly Idiomorph: { morph(from: Element, to: string, options?: object): void };
  readonly Turbo: { visit(path: string, options?: object): void };
  times: number;
};

const guides = {
  tip: { type: "tooltip", if: { event: "Tip Wanted" }, target: "#new", title: "Begins here", body: "Words." },
  list: {
    type: "checklist",
    if: { event: "List Wanted" },
    title: "First week",
    items: [{ milestone: "workspace" }, { milestone: "first-invoice" }],
  },
  ask: { type: "survey", question: { kind: "text", ask: "What is missing?" } },
  news: { type: "modal", title: "A modal one" },
  within: {
    type: "checklist",
    if: { event: "Inline Wanted" },
    target: "#box",
    title: "In the page",
    items: [{ milestone: "workspace" }, { milestone: "first-invoice" }],
  },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
};

const BODY = `<nav><a id="go" href="/two">Two</a> <a id="home" href="/">One</a></nav>
<main><h1>Page</h1><button id="new">New</button><div id="box"></div></main>`;

const test = visitorTest.extend(
  "open",
  ({ site, visitor }) =>
    async (body = BODY, options: Partial<SiteOptions> = {}): Promise<Tab> => {
      await serveLibraries(visitor);
      await site.start({ config: acme({ gaps: {}, guides }), pages: { "/": body }, ...options });
      const tab = await openTab(visitor, site);
      await tab.page.waitForFunction(() => "track" in window.milepost);
      return tab;
    },
);

const list = (page: Page) => page.locator("milepost-root").getByText("First week", { exact: true });

const countRoots = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll("milepost-root,milepost-slot").length);

describe("a page that takes our element out", () => {
  const WAYS: ReadonlyArray<readonly [way: string, take: () => unknown]> = [
    ["by itself", () => document.querySelector("milepost-root")!.remove()],
    [
      "with all that is in the body",
      () => {
        const { innerHTML } = document.querySelector("main")!;
        document.body.innerHTML = `<main>${innerHTML}</main>`;
      },
    ],
    [
      "with the body",
      () => {
        const body = document.createElement("body");
        body.innerHTML = document.querySelector("main")!.outerHTML;
        document.body.replaceWith(body);
      },
    ],
    [
      "with the whole document's element",
      () => {
        const again = document.documentElement.cloneNode(true);
        document.documentElement.remove();
        document.append(again);
      },
    ],
    [
      "with a body that comes a moment later",
      async () => {
        const html = document.createElement("html");
        const body = document.createElement("body");
        body.innerHTML = document.querySelector("main")!.outerHTML;
        document.documentElement.replaceWith(html);
        await new Promise((resolve) => setTimeout(resolve, 50));
        html.append(document.createElement("head"), body);
      },
    ],
    [
      "and puts it into another place",
      () => document.querySelector("main")!.append(document.querySelector("milepost-root")!),
    ],
  ];

  test.for(WAYS)("%s: it is back before the next frame, in use and in order", async ([_, take], { open }) => {
    const { page, see, track, thrown, logged } = await open();
    await track("List Wanted");
    await track("Tip Wanted");
    await list(page).waitFor();
    await see("Begins here").waitFor();
    const button = page.locator("milepost-root").getByRole("button", { name: "Got it" });
    await button.focus();
    const found = await page.evaluate(`(async () => {
      const before = document.querySelector("milepost-root");
      const { activeElement } = before.shadowRoot;
      await (${take.toString()})();
      await null;
      const root = document.querySelector("milepost-root");
      return [
        root === before && root.isConnected,
        root?.matches(":popover-open"),
        root?.shadowRoot?.activeElement === activeElement && !!activeElement,
        document.querySelectorAll("milepost-root").length,
      ];
    })()`);
    expect(found).toEqual([true, true, true, 1]);
    await list(page).waitFor();
    await see("Begins here").waitFor();
    await button.click();
    await see("Begins here").waitFor({ state: "detached" });
    expect(await page.evaluate(() => window.milepost.explain("list"))).toMatchObject([{ show: true }]);
    expect([...thrown, ...logged]).toEqual([]);
  });

  test("brings what is written back with it, and a dialog as a dialog", async ({ open }) => {
    const { page } = await open();
    await page.evaluate(() => window.milepost.start("ask"));
    const field = page.locator("milepost-root textarea");
    await field.fill("A half-written answer");
    await page.evaluate(() => document.querySelector("milepost-root")!.remove());
    expect(await field.inputValue()).toBe("A half-written answer");
    await page.keyboard.type("!");
    expect(await field.inputValue()).toBe("A half-written answer!");
    await page.evaluate(() => {
      window.milepost.end();
      window.milepost.start("news");
    });
    const dialog = page.locator("milepost-root dialog");
    await dialog.waitFor();
    await page.evaluate(() => document.querySelector("milepost-root")!.remove());
    expect(await dialog.evaluate((it) => it.matches(":modal"))).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  test("while nothing is shown has it back with the next guide, and is not watched before", async ({
    open,
  }) => {
    const { page, see, track } = await open();
    await track("Tip Wanted");
    await see("Begins here").waitFor();
    await page.evaluate(() => window.milepost.pause());
    await see("Begins here").waitFor({ state: "detached" });
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = `<button id="new">New</button>`;
      document.body.replaceWith(body);
    });
    expect(await countRoots(page)).toBe(0);
    await page.evaluate(() => window.milepost.resume());
    await see("Begins here").waitFor();
  });

  test("is left with nothing after destroy", async ({ open }) => {
    const { page, track } = await open();
    await track("List Wanted");
    await list(page).waitFor();
    await page.evaluate(() => {
      document.querySelector("milepost-root")!.remove();
    });
    await list(page).waitFor();
    await page.evaluate(() => window.milepost.destroy());
    await page.evaluate(() => document.body.append("more"));
    await page.waitForTimeout(100);
    expect(await countRoots(page)).toBe(0);
  });
});

describe("a page that takes our element out again and again", () => {
  const FIGHTS: ReadonlyArray<readonly [how: string, fight: () => void]> = [
    [
      "whenever it comes",
      () => {
        window.times = 0;
        new MutationObserver(() => {
          const root = document.querySelector("milepost-root");
          if (!root) return;
          window.times++;
          root.remove();
        }).observe(document, { childList: true, subtree: true });
        document.body.append("x");
      },
    ],
    [
      "five times a second",
      () => {
        window.times = 0;
        setInterval(() => {
          const root = document.querySelector("milepost-root");
          if (!root) return;
          window.times++;
          root.remove();
        }, 200);
      },
    ],
  ];

  test.for(FIGHTS)(
    "%s has its will: one line says so, and explain does; the next page may have it again",
    async ([_, fight], { open }) => {
      const { page, track, logged, thrown } = await open();
      await track("List Wanted");
      await list(page).waitFor();
      await page.evaluate(fight);
      await until(() => logged.length > 0, "a line on the console");
      await page.waitForTimeout(1_000);
      expect(await countRoots(page)).toBe(0);
      expect(await page.evaluate(() => window.times)).toBeLessThan(13);
      expect(logged).toEqual([
        "Milepost: found <milepost-root> taken out of the page again and again; no guide is shown until the next page",
      ]);
      const [why] = await page.evaluate(() => window.milepost.explain("list"));
      expect(why).toMatchObject({ show: false, reason: { code: "undrawn", why: "removed" } });
      expect(why!.text).toContain("takes Milepost's element out again and again");
      expect(thrown).toEqual([]);
      await page.evaluate(() => {
        // The page's scripts are others on its next page.
        for (let id = 0; id < 1000; id++) clearInterval(id);
        history.pushState(null, "", "/next");
      });
      if (_ === "five times a second") await list(page).waitFor();
    },
  );

  test("with all that is in its body, to draw it anew, is borne", async ({ open }) => {
    const { page, track, logged } = await open();
    await track("List Wanted");
    await list(page).waitFor();
    await page.evaluate(() => {
      setInterval(() => {
        document.body.innerHTML = `<main><h1>Page</h1></main>`;
      }, 250);
    });
    await page.waitForTimeout(5_000);
    await list(page).waitFor();
    expect(logged).toEqual([]);
  });
});

describe("with Turbo Drive", () => {
  test("guides go along to each new body, and back, and leave no copy behind", async ({ open }) => {
    const pages = { "/": BODY, "/two": BODY.replace("Page", "Second") };
    const { page, see, track, thrown, logged } = await open(BODY, { pages });
    await page.addScriptTag({ url: "/lib/@hotwired/turbo/dist/turbo.es2017-umd.js" });
    await page.evaluate(() => Object.assign(window, { times: 1 }));
    await track("List Wanted");
    await track("Tip Wanted");
    await track("Inline Wanted");
    await list(page).waitFor();
    await see("Begins here").waitFor();
    await page.locator("milepost-slot").getByText("In the page").waitFor();
    for (const [link, title] of [
      ["#go", "Second"],
      ["#home", "Page"],
      ["#go", "Second"],
    ] as const) {
      await page.locator(link).click();
      await page.getByRole("heading", { name: title, exact: true }).waitFor();
      await list(page).waitFor();
      await see("Begins here").waitFor();
      await page.locator("milepost-slot").getByText("In the page").waitFor();
    }
    await page.goBack();
    await page.getByRole("heading", { name: "Page", exact: true }).waitFor();
    await see("Begins here").waitFor();
    await page.locator("milepost-slot").getByText("In the page").waitFor();
    expect(await countRoots(page)).toBe(2);
    // The control: it was one document all along.
    expect(await page.evaluate(() => window.times)).toBe(1);
    expect([...thrown, ...logged]).toEqual([]);
  });
});

describe("a page that is morphed by idiomorph", () => {
  test("keeps the guides that it knows nothing of", async ({ open }) => {
    const { page, see, track, thrown, logged } = await open();
    await page.addScriptTag({ url: "/lib/idiomorph/dist/idiomorph.js" });
    await track("List Wanted");
    await track("Tip Wanted");
    await see("Begins here").waitFor();
    await page.evaluate((body) => {
      const root = document.querySelector("milepost-root");
      window.Idiomorph.morph(document.body, `<body>${body.replace("Page", "Morphed")}</body>`);
      // The control: it takes out what is not in the new page.
      if (document.contains(root)) throw new Error("idiomorph left our element");
    }, BODY);
    await page.getByRole("heading", { name: "Morphed" }).waitFor();
    await list(page).waitFor();
    await see("Begins here").waitFor();
    expect(await countRoots(page)).toBe(1);
    expect([...thrown, ...logged]).toEqual([]);
  });
});

describe("a page whose links are boosted by htmx", () => {
  test("keeps its guides from page to page, and back", async ({ open }) => {
    const boosted = BODY.replaceAll("<a ", `<a hx-boost="true" hx-target="body" `);
    const pages = { "/": boosted, "/two": boosted.replace("Page", "Second") };
    const { page, see, track, thrown, logged } = await open(boosted, { pages });
    await page.evaluate(() => Object.assign(window, { times: 1 }));
    await page.addScriptTag({ url: "/lib/htmx.org/dist/htmx.js" });
    await track("List Wanted");
    await track("Tip Wanted");
    await see("Begins here").waitFor();
    await page.locator("#go").click();
    await page.getByRole("heading", { name: "Second" }).waitFor();
    await list(page).waitFor();
    await see("Begins here").waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Page", exact: true }).waitFor();
    await list(page).waitFor();
    expect(await page.evaluate(() => window.times)).toBe(1);
    expect(await countRoots(page)).toBe(1);
    expect([...thrown, ...logged]).toEqual([]);
  });
});

describe("the place of our element, by a selector,", () => {
  test("is waited for where it is further down the page, or comes late", async ({ open }) => {
    const late = `${BODY}<script>setTimeout(() => {
      const place = document.createElement("aside");
      place.className = "guides";
      document.body.append(place);
    }, 1500)</script>`;
    const { page, track, logged } = await open(late, { attributes: `data-container=".guides"` });
    await track("List Wanted");
    expect(await countRoots(page)).toBe(0);
    await list(page).waitFor();
    expect(await page.evaluate(() => document.querySelector("milepost-root")!.parentElement!.className)).toBe(
      "guides",
    );
    expect(logged).toEqual([]);
  });

  test("that is never there: nothing is shown or counts as shown, and a line and explain say why", async ({
    open,
    site,
  }) => {
    const { page, track, logged, leave } = await open(BODY, { attributes: `data-container="#nowhere"` });
    await track("List Wanted");
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([
      `Milepost: container: found nothing that "#nowhere" leads to, expected an element; guides wait for it`,
    ]);
    expect(await page.evaluate(() => window.milepost.explain("list"))).toMatchObject([
      { show: false, reason: { code: "undrawn", why: "container" } },
    ]);
    expect(await countRoots(page)).toBe(0);
    await leave();
    await page.waitForTimeout(300);
    expect(site.told("Guide Shown")).toEqual([]);
  });
});
