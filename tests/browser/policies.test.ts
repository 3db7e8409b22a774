import { basename } from "node:path";
import { build } from "esbuild";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, until } from "../helpers/visitor.ts";

declare const window: Host & { violations: string[] };

/** What is started by name, and then what is opened by a press on the page. */
const guides = {
  tooltip: { type: "tooltip", target: "#new", title: "A tooltip", body: "**Read** [this](/more)" },
  tour: { type: "tour", steps: [{ target: "#new", title: "A tour", spotlight: true }] },
  checklist: { type: "checklist", title: "A checklist", items: [{ milestone: "workspace" }] },
  banner: { type: "banner", title: "A banner" },
  modal: { type: "modal", title: "A modal" },
  survey: { type: "survey", question: { kind: "text", ask: "A survey" } },
  help: { type: "help", title: "A help", launcher: "bottom-end" },
};
const pressed = {
  hotspot: { type: "hotspot", if: { page: "/" }, target: "h1", title: "A hotspot", body: "Of *some* use" },
  launcher: { type: "launcher", target: "p", title: "A launcher", guide: "tooltip" },
};

const REST =
  "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const NONCE = `nonce="r4nd0m"`;

const POLICIES = [
  ["own scripts alone", "script-src 'self'", ""],
  ["a nonce", "script-src 'nonce-r4nd0m'", NONCE],
  ["a nonce and strict-dynamic", "script-src 'nonce-r4nd0m' 'strict-dynamic'", NONCE],
] as const;

const test = visitorTest
  /** Draws all kinds under these scripts' policy, and counts its violations. */
  .extend(
    "expectAllDrawn",
    ({ visitor, site }) =>
      async (scripts: string, attributes: string): Promise<void> => {
        const policy = `default-src 'none'; style-src 'none'; ${scripts}; ${REST}; ${TRUSTED}`;
        await visitor.addInitScript(() => {
          window.violations = [];
          document.addEventListener(
            "securitypolicyviolation",
            ({ violatedDirective, sourceFile, blockedURI }) =>
              window.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
          );
        });
        await site.start({
          config: acme({ gaps: {}, guides: { ...guides, ...pressed } }),
          pages,
          attributes,
          headers: { "content-security-policy": policy },
        });
        const { page, thrown } = await openTab(visitor, site);
        await page.waitForFunction(() => window.milepost && "ready" in window.milepost);
        await page.evaluate(() => window.milepost.ready());
        const see = (text: string): Promise<void> =>
          page.locator("milepost-root").getByText(text).first().waitFor();
        for (const id of Object.keys(guides)) {
          await page.evaluate((one) => window.milepost.start(one), id);
          await see(`A ${id}`);
          await page.evaluate((one) => window.milepost.end(one), id);
        }
        await page.locator("[part=dot]").click();
        await see("Of some use");
        await page.locator("[part=launcher]").getByText("A launcher").click();
        await see("A tooltip");
        const styles = await page.evaluate(() =>
          [...document.querySelector("milepost-root")!.shadowRoot!.adoptedStyleSheets].map(
            ({ cssRules }) => cssRules.length,
          ),
        );
        expect(Math.max(...styles)).toBeGreaterThan(50);
        expect(await page.evaluate(() => window.violations)).toEqual([]);
        expect(thrown).toEqual([]);
      },
  );

describe("under the strictest policies, all kinds of guides are drawn and opened without a violation:", () => {
  test.for(POLICIES)(
    "%s, no styles, no policy of Trusted Types",
    ([_, scripts, attributes], { expectAllDrawn }) => expectAllDrawn(scripts, attributes),
  );

  test("from npm, in a bundle of the page's own", async ({ visitor, expectAllDrawn }) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { createMilepost } from "milepost";
          window.milepost = createMilepost();
          window.milepost.init({ config: "/milepost.json" });`,
        resolveDir: ".",
      },
      bundle: true,
      splitting: true,
      format: "esm",
      outdir: "/",
      write: false,
      // The package as it is built, which this repository's own paths would pass by.
      tsconfigRaw: {},
    });
    const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
    const asked: string[] = [];
    await visitor.route("**/dist/*.js", (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      asked.push(name);
      const body = files.get(name === "milepost.js" ? "stdin.js" : name);
      return route.fulfill({ contentType: "text/javascript", body: body! });
    });
    await expectAllDrawn("script-src 'self'", `type="module"`);
    expect(asked.length).toBeGreaterThan(5);
  });
});

/** How a page, or a browser of old, may be without the sheets that a strict policy leaves us. */
const WITHOUT_SHEETS: ReadonlyArray<readonly [title: string, ruin: () => void]> = [
  ["is missing", () => Reflect.deleteProperty(window, "CSSStyleSheet")],
  [
    "throws",
    () => {
      const CSSStyleSheet = class {
        constructor() {
          throw new TypeError("Illegal constructor");
        }
      };
      Object.assign(window, { CSSStyleSheet });
    },
  ],
  [
    "makes what no root takes",
    () => {
      Reflect.deleteProperty(Document.prototype, "adoptedStyleSheets");
      Reflect.deleteProperty(ShadowRoot.prototype, "adoptedStyleSheets");
    },
  ],
];

describe("where the constructor of style sheets", () => {
  test.for(WITHOUT_SHEETS)(
    "%s: no guide is drawn, one line says so, reports go on",
    async ([_, ruin], { visitor, site }) => {
      await visitor.addInitScript(ruin);
      await site.start({ config: acme(), pages });
      const { page, track, logged, thrown } = await openTab(visitor, site);
      await track("Workspace Created");
      await until(() => logged.length > 0, "a line on the console", 15_000);
      // What would draw is asked for again, and breaks no second time.
      await track("List Wanted");
      await page.evaluate(() => window.milepost.start("tip"));
      await until(() => site.told("Milestone Reached").length > 0, "the report", 15_000);
      expect(logged).toEqual([
        "Milepost: what shows guides broke: Error: this page has no constructed style sheets",
      ]);
      expect(await page.locator("milepost-root").count()).toBe(0);
      expect(site.told("Guide Shown")).toEqual([]);
      expect(thrown).toEqual([]);
    },
  );
});
