import { readdirSync, readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { acme, pages } from "../helpers/acme.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & { readonly errors: string[] };

/** The chunk that has this text: files are not called by what they draw. */
function findChunk(text: string): string {
  const found = readdirSync("dist").filter(
    (file) => file.startsWith("milepost-part-") && readFileSync(`dist/${file}`, "utf8").includes(text),
  );
  if (found.length !== 1) throw new Error(`found ${found.length} chunks with ${text}, expected one`);
  return found[0]!;
}

const BANNER = findChunk("banner sheet");
const KEEP_CLEAR = findChunk("translateY(${");

const guides = {
  news: { type: "banner", if: { event: "Go" }, title: "A new report", priority: 5, fallback: "instead" },
  tip: { type: "tooltip", if: { event: "Go" }, target: "#new", title: "Begin here" },
  instead: { type: "hotspot", target: "#new", title: "In its place" },
  list: {
    type: "checklist",
    if: { event: "Go" },
    title: "First week",
    items: [{ milestone: "workspace" }, { milestone: "first-invoice" }],
  },
};

const test = visitorTest
  /** File names in `dist` that do not come, until this is emptied. */
  .extend("blocked", (): Set<string> => new Set())
  .extend(
    "open",
    ({ site, visitor, blocked }) =>
      async (more: Record<string, unknown> = {}): Promise<Tab> => {
        await visitor.route("**/dist/*", (route) => {
          const [name] = route.request().url().split("/").slice(-1);
          return [...blocked].some((one) => name!.includes(one)) ? route.abort() : route.fallback();
        });
        await site.start({ config: acme({ gaps: {}, guides, ...more }), pages });
        const tab = await openTab(visitor, site);
        await tab.page.waitForFunction(() => "track" in window.milepost);
        await tab.page.evaluate(() => {
          const errors: string[] = [];
          Object.assign(window, { errors });
          window.milepost.on("error", ({ code }) => errors.push(code));
        });
        return tab;
      },
  );

describe("a file that does not come", () => {
  test("gives its guide's place to the next one and to its fallback, as an error, a line and a reason", async ({
    open,
    blocked,
    site,
  }) => {
    blocked.add(BANNER);
    const { page, see, track, logged, thrown, leave } = await open();
    await track("Go");
    await see("Begin here").waitFor();
    await see("First week").waitFor();
    await page.locator("milepost-root").getByRole("button", { name: "In its place" }).waitFor();
    expect(await see("A new report").count()).toBe(0);
    expect(await page.evaluate(() => window.errors)).toEqual(["chunk-missing"]);
    expect(logged).toEqual([
      expect.stringMatching(/^Milepost: what draws guides of the type banner did not load: /),
    ]);
    const [news, tip] = await page.evaluate(() => window.milepost.explain());
    expect(news).toMatchObject({ show: false, reason: { code: "undrawn", why: "file" } });
    expect(tip).toMatchObject({ show: true });
    // What happens meanwhile asks for the file no second time.
    await track("Nothing Special");
    await page.evaluate(() => window.milepost.end("tip"));
    await track("Nothing Special");
    await page.waitForTimeout(300);
    expect(logged).toHaveLength(1);
    expect(thrown).toEqual([]);
    await leave();
    await until(() => site.told("Guide Shown").length > 2, "the reports");
    expect(site.told("Guide Shown")).not.toContain("Guide Shown: news");
  });

  test("is asked for again on the next page", async ({ open, blocked }) => {
    blocked.add(BANNER);
    const { page, see, track, logged } = await open();
    await track("Go");
    await until(() => logged.length > 0, "a line on the console");
    blocked.clear();
    await page.evaluate(() => {
      window.milepost.end("tip");
      history.pushState(null, "", "/next");
    });
    await see("A new report").waitFor();
    expect(await page.evaluate(() => window.milepost.explain("news"))).toMatchObject([{ show: true }]);
  });

  test("is asked for again after three minutes, on the same page", async ({ open, blocked, visitor }) => {
    blocked.add("milepost-show").add(BANNER);
    await visitor.clock.install();
    const { page, see, track, logged, thrown } = await open();
    await track("Go");
    await until(() => logged.length > 0, "a line on the console");
    blocked.clear();
    await page.clock.fastForward("02:50");
    expect(await see("A new report").count()).toBe(0);
    await page.clock.fastForward("00:15");
    await see("A new report").waitFor();
    expect(logged).toHaveLength(1);
    expect(thrown).toEqual([]);
  });

  test("that somebody asks for is asked for again with them", async ({ open, blocked }) => {
    blocked.add(BANNER);
    const { page, see, logged } = await open();
    const start = () => page.evaluate(() => window.milepost.start("news"));
    await start();
    await until(() => logged.length > 0, "a line on the console");
    expect(await see("A new report").count()).toBe(0);
    blocked.clear();
    await start();
    await see("A new report").waitFor();
  });

  test("and keeps corners clear: what stands there is shown, it is said, and tried again on the next page", async ({
    open,
    blocked,
  }) => {
    blocked.add(KEEP_CLEAR);
    const { page, see, track, logged, thrown } = await open({
      guides: { ...guides, help: { type: "help", title: "Help", launcher: "bottom-end" } },
      limits: { keepClear: ["#chat"] },
    });
    await page.evaluate(() => {
      const chat = document.createElement("button");
      chat.id = "chat";
      for (const [name, value] of [
        ["position", "fixed"],
        ["inset", "auto 20px 20px auto"],
        ["width", "60px"],
        ["height", "60px"],
      ] as const)
        chat.style.setProperty(name, value);
      document.body.append(chat);
    });
    await track("Go");
    await see("First week").waitFor();
    await page.locator("milepost-root .launcher").waitFor();
    await until(() => logged.length > 0, "a line on the console");
    expect(logged).toEqual([
      expect.stringMatching(
        /^Milepost: what keeps the page's corners clear \(limits.keepClear\) did not load: /,
      ),
    ]);
    const explain = () => page.evaluate(() => window.milepost.explain("help"));
    expect(await explain()).toMatchObject([
      { show: true, mayCover: true, text: expect.stringMatching(/^help: shown, perhaps over what the page/) },
    ]);
    const isChatFree = () =>
      page.evaluate(() => document.elementFromPoint(innerWidth - 50, innerHeight - 50)?.id === "chat");
    // The control: it is in the way then.
    await expect.poll(isChatFree).toBe(false);
    blocked.clear();
    await page.evaluate(() => history.pushState(null, "", "/next"));
    await expect.poll(isChatFree).toBe(true);
    expect(await explain()).toMatchObject([{ show: true, text: "help: shown" }]);
    expect([logged.length, thrown]).toEqual([1, []]);
  });

  test("and has all that shows guides in it: one line, a reason, and again on the next page", async ({
    open,
    blocked,
  }) => {
    blocked.add("milepost-show");
    const { page, see, track, logged, thrown } = await open();
    await track("Go");
    await track("Nothing Special");
    await track("Nothing Else");
    await page.waitForTimeout(300);
    expect(logged).toEqual([expect.stringMatching(/^Milepost: what shows guides did not load: /)]);
    expect(await page.evaluate(() => window.milepost.explain("tip"))).toMatchObject([
      { show: false, reason: { code: "undrawn", why: "file" } },
    ]);
    blocked.clear();
    await page.evaluate(() => history.pushState(null, "", "/next"));
    await see("A new report").waitFor();
    expect(thrown).toEqual([]);
  });
});
