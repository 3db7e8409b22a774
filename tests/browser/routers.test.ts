import { build } from "esbuild";
import { describe, expect } from "vitest";
import type { Milepost } from "../../src/sdk/milepost.ts";
import { acme } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { bundleScript } from "../helpers/bundleScript.ts";
import { type Host, openTab } from "../helpers/visitor.ts";

declare const window: Host & {
  isFirstLoad?: boolean;
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

/** What a vendor's script says of each router: two pages, and how one goes to an address. */
const ROUTERS = {
  "React Router": `
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
const router = createBrowserRouter([
  { path: "/", element: <><h1>Home</h1><button id="t">T</button></> },
  { path: "/team", element: <><h1>Team</h1><button id="members">M</button></> },
]);
createRoot(document.getElementById("app")).render(<RouterProvider router={router} />);
window.go = (url) => void router.navigate(url);`,
  "Vue Router": `
import { createApp, h } from "vue";
import { createRouter, createWebHistory, RouterView } from "vue-router";
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: { render: () => [h("h1", "Home"), h("button", { id: "t" }, "T")] } },
    { path: "/team", component: { render: () => [h("h1", "Team"), h("button", { id: "members" }, "M")] } },
  ],
});
createApp(RouterView).use(router).mount("#app");
window.go = (url) => void router.push(url);`,
  Turbo: `
import { visit } from "@hotwired/turbo";
window.go = (url) => visit(url);`,
};

/** The tag says no config: the page calls \`init\` with its router, before or after the tag has loaded. */
const draw = (body: string): string => `<!doctype html><html lang="en"><head><title>Acme</title>
<script defer src="/app.js"></script>
<script>
(window.milepost ||= []).push(["init", { config: "/milepost.json", navigate: (url) => window.go(url) }]);
</script>
<script async src="/dist/milepost.js"></script></head><body>${body}</body></html>`;

describe("a page with the script tag that gives its router", () => {
  test.for(Object.entries(ROUTERS))(
    "of %s: a link in a guide goes through it, and the next page's guide comes and goes with that",
    async ([name, script], { site, visitor }) => {
      const isServed = name === "Turbo";
      const page = (body: string) => draw(isServed ? body : `<div id="app"></div>`);
      const next = {
        type: "tooltip",
        if: { page: "/team" },
        on: "/team",
        target: "#members",
        title: "Who is here",
      };
      await site.start({
        config: acme({ gaps: {}, guides: { ...guides, next } }),
        whole: {
          "/": page(`<h1>Home</h1><button id="t">T</button>`),
          "/team": page(`<h1>Team</h1><button id="members">M</button>`),
        },
        scripts: { "/app.js": await bundleScript(script) },
      });
      const tab = await openTab(visitor, site);
      await tab.see("See your team").waitFor();
      await tab.page.evaluate(() => void (window.isFirstLoad = true));
      await tab.page.getByRole("link", { name: "Open" }).click();
      await tab.page.getByRole("heading", { name: "Team" }).waitFor();
      await tab.see("Who is here").waitFor();
      expect(new URL(tab.page.url()).pathname).toBe("/team");
      await tab.page.goBack();
      await tab.page.getByRole("heading", { name: "Home" }).waitFor();
      await tab.see("Who is here").waitFor({ state: "detached" });
      expect(await tab.page.evaluate(() => window.isFirstLoad)).toBe(true);
      expect(tab.thrown).toEqual([]);
    },
  );
});
