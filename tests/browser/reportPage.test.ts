import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { createFolder, type Folder, milepost } from "../cli/command.ts";
import { findBarriers, openWatched, scrollsSideways } from "../examples/pages.ts";
import { test } from "../helpers/browserTest.ts";
import { tellHostile } from "../helpers/hostileTexts.ts";

let folder: Folder;
let report: string;
let account: string;
let owner: string;
beforeAll(async () => {
  folder = createFolder();
  const year = simulateYear({ accounts: 30, holdout: 0.3, seed: 4 });
  report = join(folder.make("out"), "report.html");
  const config = folder.write("milepost.json", year.config);
  const log = folder.write("year.jsonl", [...year.rows, ...tellHostile()]);
  account = join(folder.make("account"), "account.html");
  await milepost("report", config, log, "--html", report);
  const [{ groupId }] = [...year.rows].flatMap(({ context }) => {
    const { groupId: id } = context as { groupId?: string };
    return id === undefined ? [] : [{ groupId: id }];
  }) as [{ groupId: string }];
  await milepost("report", config, log, "--account", groupId, "--html", account);
  owner = join(folder.make("owner"), "owner.html");
  await milepost("report", config, log, "--owner", "onboarding@acme.example", "--html", owner);
});
afterAll(() => folder.remove());

const LOOKS = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
  { colorScheme: "light", viewport: { width: 320, height: 640 } },
] as const;

describe("a written report, opened as a file", () => {
  test.for(LOOKS)("has no barriers, loads nothing and fits: %j", async (look, { visit }) => {
    const context = await visit({ ...look, offline: true });
    const { page, complaints } = await openWatched(context);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("dialog", (dialog) => asked.push(dialog.message()));
    const addresses = [report, account, owner].map((path) => pathToFileURL(path).href);
    for (const address of addresses) {
      await page.goto(address);
      expect(await scrollsSideways(page)).toBe(false);
      // It is drawn as it is meant: its style was let in.
      const radius = await page
        .locator(".card")
        .first()
        .evaluate((card) => getComputedStyle(card).borderRadius);
      expect(radius).toBe("12px");
      expect(complaints).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
    }
    expect(asked).toEqual(addresses);
  });

  test("on paper is light whatever the screen is, as wide as the sheet, and keeps together what belongs so", async ({
    visit,
  }) => {
    // A4 without its margins, at 96 dots to the inch.
    const context = await visit({
      offline: true,
      colorScheme: "dark",
      viewport: { width: 688, height: 1017 },
    });
    const { page } = await openWatched(context);
    for (const path of [report, account, owner]) {
      await page.goto(pathToFileURL(path).href);
      const dark = await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
      await page.emulateMedia({ media: "print" });
      expect(await scrollsSideways(page)).toBe(false);
      const looks = await page.evaluate(() => {
        const style = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
        const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
        return {
          page: style(document.body).backgroundColor,
          text: style(document.body).color,
          torn: all(".card:not(.whole), .about, .line, .rows li, tr, svg").filter(
            (one) => style(one).breakInside !== "avoid",
          ).length,
          // A heading, or what a part is about, at the foot of a page, and the part on the next.
          alone: all("h2, h3, .about, h3 + .note").filter((one) => style(one).breakAfter !== "avoid").length,
          wide: all("table").filter((one) => one.scrollWidth > one.parentElement!.clientWidth + 1).length,
        };
      });
      expect(looks).toEqual({ page: "rgb(255, 255, 255)", text: "rgb(0, 0, 0)", torn: 0, alone: 0, wide: 0 });
      expect(dark).not.toBe(looks.page);
      await page.emulateMedia({ media: "screen" });
    }
  });

  test("its policy stops what would run or load in it", async ({ visit }) => {
    const context = await visit({ offline: true });
    const { page, complaints } = await openWatched(context);
    const spoilt = readFileSync(report, "utf8").replace(
      "</main>",
      '<script>document.title = "run"</script><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></main>',
    );
    const address = pathToFileURL(folder.write("spoilt.html", spoilt)).href;
    await page.goto(address);
    expect(await page.title()).not.toBe("run");
    await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(2);
    for (const complaint of complaints) expect(complaint).toContain("Content Security Policy");
  });
});
