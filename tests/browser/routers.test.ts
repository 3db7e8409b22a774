import { build } from "esbuild";
import { describe, expect } from "vitest";
import type { Milepost } from "../../src/sdk/milepost.ts";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host & {
  readonly went: string[];
  readonly go: (url: string) => void;
  readonly sdk: { createMilepost(): Milepost };
};

/** A single-page app with a draft that is lost when the page is loaded anew. */
const APP = `<h1>Home</h1><button id="t">T</button> <textarea id="draft"></textarea><script>
window.went = [];
window.go = (url) => { went.push(url); history.pushState(null, "", url); };
</script>`;

const guides = {
  tip: {
    type: "tooltip",
    if: { page: "*" },
    target: "#t",
    title: "See your team",
    body: "Or look at the [plans](/plans?from=tip#all), or [elsewhere](https://other.example/).",
    actions: [{ label: "Open", href: "/team" }],
  },
};

type Router = "none" | "own" | "broken";

const test = visitorTest.extend("open", ({ site, visitor }) => async (router: Router) => {
  await site.start({ config: acme({ gaps: {}, guides: {} }), pages: { "/": APP } });
  const tab = await openTab(visitor, site);
  const { outputFiles } = await build({
    entryPoints: ["src/sdk/index.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "sdk",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    target: "es2022",
    loader: { ".css": "text" },
  });
  await tab.page.addScriptTag({ content: outputFiles[0]!.text });
  await tab.page.locator("#draft").fill("Half written");
  const config = acme({ product: "routed", gaps: {}, guides });
  await tab.page.evaluate(
    ([given, how]) => {
      const broken = (): void => {
        throw new Error("no such route");
      };
      const navigate = { none: undefined, own: window.go, broken }[how];
      window.sdk.createMilepost().init({ config: given, ...(navigate && { navigate }) });
    },
    [config, router] as const,
  );
  await tab.see("See your team").waitFor();
  return {
    ...tab,
    link: (name: string) => tab.page.getByRole("link", { name }),
    draft: () => tab.page.locator("#draft").inputValue(),
    went: () => tab.page.evaluate(() => window.went),
  };
});

describe("a link in a guide that stays in the product", () => {
  test("loads the page anew, as any link does, where the page gives no router", async ({ open }) => {
    const { page, link, draft } = await open("none");
    await link("Open").click();
    await page.waitForURL("**/team");
    expect(await draft()).toBe("");
  });

  test("goes through the router that the page gives, and a draft stays", async ({ open }) => {
    const { page, link, draft, went } = await open("own");
    await link("plans").click();
    expect(await went()).toEqual(["/plans?from=tip#all"]);
    await link("Open").click();
    expect(await went()).toEqual(["/plans?from=tip#all", "/team"]);
    expect(new URL(page.url()).pathname).toBe("/team");
    expect(await draft()).toBe("Half written");
  });

  test("is the browser's where it is pressed to be opened beside the page, or leads elsewhere", async ({
    open,
    visitor,
  }) => {
    const { link, went } = await open("own");
    await visitor.route("https://other.example/", (route) => route.fulfill({ body: "Other" }));
    for (const press of [
      () => link("plans").click({ modifiers: ["ControlOrMeta"] }),
      () => link("elsewhere").click(),
    ]) {
      const beside = visitor.waitForEvent("page");
      await press();
      await (await beside).close();
    }
    expect(await went()).toEqual([]);
  });

  test("is the browser's where the router fails, which is said", async ({ open }) => {
    const { page, link, logged } = await open("broken");
    await link("Open").click();
    await page.waitForURL("**/team");
    expect(logged.join()).toContain("navigate failed: Error: no such route");
  });
});
