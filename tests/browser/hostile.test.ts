import { createHash } from "node:crypto";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { openBrowser } from "../helpers/chromium.ts";
import { type Site, type SiteOptions, startSite } from "../helpers/site.ts";
import { createVisitor, type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host;

let browser: Browser;
let visitor: BrowserContext;
let site: Site;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  visitor = await createVisitor(browser);
});
afterEach(async () => {
  await visitor.close();
  await site.close();
});

async function open(options: Partial<SiteOptions> = {}): Promise<Tab> {
  site = await startSite({ config: acme(), pages, ...options });
  return openTab(visitor, site);
}

/** A guide and a report: what Milepost is there for. */
async function expectToWork({ page, track, thrown }: Tab): Promise<void> {
  await track("Workspace Created", { list: [1, { two: [2] }] });
  await page.locator("[part~=card]").getByText("Start here").waitFor();
  await until(() => site.told("Milestone Reached").length > 0, "the report", 15_000);
  expect(thrown).toEqual([]);
}

const guides = {
  tooltip: { type: "tooltip", target: "#new", title: "A tooltip", body: "**Read** [this](/more)" },
  tour: { type: "tour", steps: [{ target: "#new", title: "A tour", spotlight: true }] },
  checklist: { type: "checklist", title: "A checklist", items: [{ milestone: "workspace" }] },
  banner: { type: "banner", title: "A banner" },
  modal: { type: "modal", title: "A modal" },
  survey: { type: "survey", question: { kind: "text", ask: "A survey" } },
  help: { type: "help", title: "A help", launcher: "bottom-end" },
  hotspot: { type: "hotspot", if: { page: "/" }, target: "h1", title: "A hotspot" },
  launcher: { type: "launcher", target: "p", title: "A launcher", guide: "tooltip" },
};

const REST =
  "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const NONCE = `nonce="r4nd0m"`;

describe("under the strictest policies, all kinds of guides are drawn without a violation:", () => {
  test.each([
    ["own scripts alone", "script-src 'self'", ""],
    ["a nonce", "script-src 'nonce-r4nd0m'", NONCE],
    ["a nonce and strict-dynamic", "script-src 'nonce-r4nd0m' 'strict-dynamic'", NONCE],
  ])("%s, no styles, no policy of Trusted Types", async (_, scripts, attributes) => {
    const policy = `default-src 'none'; style-src 'none'; ${scripts}; ${REST}; ${TRUSTED}`;
    await visitor.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, blockedURI }) =>
        violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
      );
    });
    const tab = await open({
      config: acme({ gaps: {}, guides }),
      attributes,
      headers: { "content-security-policy": policy },
    });
    const { page, thrown } = tab;
    await page.evaluate(() => window.milepost.ready());
    await page.locator("milepost-slot").getByText("A launcher").waitFor();
    for (const id of Object.keys(guides)) {
      if (id === "hotspot" || id === "launcher") continue;
      await page.evaluate((one) => window.milepost.start(one), id);
      await page.locator("milepost-root").getByText(`A ${id}`).first().waitFor();
      await page.evaluate((one) => window.milepost.end(one), id);
    }
    expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
    expect(thrown).toEqual([]);
  });
});

/** What pages do to what all scripts share, before ours comes. */
const HOSTS: ReadonlyArray<readonly [title: string, ruin: () => void]> = [
  [
    "has a toJSON on every array and object, as libraries of old",
    () => {
      const toJSON = { value: () => '"[]"', configurable: true };
      Object.defineProperty(Array.prototype, "toJSON", toJSON);
      Object.defineProperty(Object.prototype, "toJSON", toJSON);
    },
  ],
  [
    "has things of its own on the prototypes, to be seen by every loop",
    () => {
      Object.assign(Array.prototype, { last: () => 1, remove: () => 2 });
      Object.assign(String.prototype, { extra: () => 4 });
    },
  ],
  [
    "has defined elements of our names",
    () => {
      class Theirs extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).append("theirs");
        }
      }
      customElements.define("milepost-root", Theirs);
      customElements.define("milepost-slot", class extends Theirs {});
    },
  ],
  [
    "has wrapped fetch and history in its own",
    () => {
      const { fetch } = window;
      window.fetch = (...given) => fetch(...given).then((reply) => reply);
      history.pushState = () => {
        throw new Error("a router of the page");
      };
    },
  ],
  [
    "has a Promise of its own",
    () => {
      const Native = Promise;
      class Theirs<T> extends Native<T> {}
      Object.assign(window, { Promise: Theirs });
    },
  ],
];

describe("a host that", () => {
  test.each(HOSTS)("%s: guides and reports go on", async (_, ruin) => {
    await visitor.addInitScript(ruin);
    await expectToWork(await open());
  });

  test("has elements by our name and by names that scripts ask for: guides and reports go on", async () => {
    const clobbering = ["milepost", "CORE", "config", "fetch", "localStorage", "core", "dataset"]
      .map((name) => `<form id="${name}" name="${name}"></form><a id="${name}"></a>`)
      .join("");
    await expectToWork(
      await open({ pages: { "/": `${clobbering}<milepost-root></milepost-root>${pages["/"]}` } }),
    );
  });

  test("has images by the names of what a document can do: nothing is thrown, and nothing of theirs is loaded", async () => {
    const names = ["currentScript", "querySelector", "createElement", "body", "addEventListener"];
    const images = names.map((name) => `<img name="${name}" alt="">`).join("");
    const asked: string[] = [];
    visitor.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const { page, thrown } = await open({ pages: { "/": images + pages["/"] } });
    await page.waitForLoadState("networkidle");
    expect(thrown).toEqual([]);
    expect(
      asked.filter((path) => !/^\/(dist\/.*|milepost\.json|v1\/batch|favicon\.ico)?$/.test(path)),
    ).toEqual([]);
  });
});

describe("a config that is pinned", () => {
  const text = JSON.stringify(acme());
  const pin = `sha384-${createHash("sha384").update(text).digest("base64")}`;

  const pinned = (to: string) => open({ config: text, attributes: `data-user="ana"`, pinnedTo: to });

  test("works where it is the one that is meant", async () => {
    await expectToWork(await pinned(`#${pin}`));
  });

  test.each([
    [
      "another",
      `#sha384-${"A".repeat(64)}`,
      /found no answer, or another one than its sha384 says, expected a config/,
    ],
    [
      "a pin that cannot be read",
      "#sha384-oops",
      /found the pin "sha384-oops", expected sha384- and its 64 characters/,
    ],
    ["a weaker pin", `#sha1-${"A".repeat(27)}=`, /expected sha384- and its 64 characters/],
  ])("is refused for %s, with a line that says so", async (_, to, line) => {
    const { logged, thrown, page } = await pinned(to);
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([expect.stringMatching(line)]);
    expect(thrown).toEqual([]);
    expect(await page.locator("milepost-root").count()).toBe(0);
  });
});
