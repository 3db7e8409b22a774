import { build } from "esbuild";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { Suggestion } from "../../../src/inspector/picker/suggest.ts";
import type { SiteOptions } from "../../helpers/site.ts";
import { bundleHost } from "../bundleHost.ts";
import type { InPage } from "./inPage.ts";
import {
  CHANGES,
  type Change,
  ELEMENTS,
  type ElementName,
  type Kit,
  PICKED_TWICE,
  TRANSLATED,
} from "./kits.ts";

declare const window: InPage;

/** Whether an element was found again after a change: by what the picker says, and by what Playwright says. */
export interface Result {
  readonly kit: string;
  readonly element: ElementName;
  readonly change: Change;
  readonly ours: "found" | "lost" | "wrong";
  readonly oracle: "found" | "lost" | "wrong";
  readonly target: string;
  readonly locator: string;
}

/** A class that a kit's own build has made: its next release has another. */
const BAKED = /\bm_([0-9a-f]{8})\b/g;
const bakeAnew = (text: string): string =>
  text.replaceAll(BAKED, (_, hash) => `m_${[...hash].toReversed().join("")}`);

/** The kit's screen in two builds and two languages. */
export async function toSite({ entry }: Kit): Promise<SiteOptions> {
  const { script, style } = await bundleHost(`picker/${entry}`);
  const { outputFiles } = await build({
    entryPoints: ["tests/hosts/picker/inPage.ts"],
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  const draw = (number: number, language: string): string => `<!doctype html><html lang="${language}"><head>
<meta charset="utf-8"><title>Acme</title><style>${number === 2 ? bakeAnew(style) : style}</style>
<script>window.version = { build: ${number}, language: "${language}" };</script>
<script defer src="/picking.js"></script><script defer src="/${number}.js"></script></head>
<body><div id="app"></div></body></html>`;
  return {
    config: undefined,
    whole: {
      "/1/en": draw(1, "en"),
      "/1/de": draw(1, "de"),
      "/2/en": draw(2, "en"),
      "/2/de": draw(2, "de"),
    },
    scripts: { "/1.js": script, "/2.js": bakeAnew(script), "/picking.js": outputFiles[0]!.text },
  };
}

/** Picks each element, once or in both languages, and looks for it after each change. */
export async function measure(
  kit: Kit,
  url: string,
  context: BrowserContext,
  changes = Object.keys(CHANGES) as readonly Change[],
): Promise<Result[]> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const picks = new Map<ElementName, { target: Suggestion["target"]; locator: Locator }>();
  const again = new Map<ElementName, Suggestion["target"]>();
  await eachElement(page, `${url}/1/en`, async (element) => {
    const target = await page.evaluate((name) => window.picking.suggest(name), element);
    await setMark(page, element, true);
    const locator = await page.locator("[data-meant]").normalize();
    await setMark(page, element, false);
    picks.set(element, { target, locator });
  });
  if (changes.some((change) => PICKED_TWICE.includes(change)))
    await eachElement(page, url + TRANSLATED, async (element) => {
      const known = picks.get(element)!.target;
      const pick = [element, known] as const;
      again.set(element, await page.evaluate(([name, way]) => window.picking.suggest(name, way), pick));
    });
  const results: Result[] = [];
  for (const change of changes)
    await eachElement(page, url + CHANGES[change], async (element) => {
      const { target: once, locator } = picks.get(element)!;
      const target = PICKED_TWICE.includes(change) ? again.get(element)! : once;
      const ours = await page.evaluate(([way, name]) => window.picking.find(way, name), [
        target,
        element,
      ] as const);
      const count = await locator.count();
      const isSame =
        count === 1 &&
        (await locator.evaluate((one, name) => one === window.picking.get(name), element as string));
      const oracle = isSame ? "found" : count === 0 ? "lost" : "wrong";
      const words = { target: JSON.stringify(target), locator: `${locator}` };
      results.push({ kit: kit.name, element, change, ours, oracle, ...words });
    });
  await page.close();
  return results;
}

const setMark = (page: Page, element: ElementName, isOn: boolean): Promise<void> =>
  page.evaluate(([name, on]) => void window.picking.get(name)!.toggleAttribute("data-meant", on), [
    element,
    isOn,
  ] as const);

/** Each element in its turn; what stands in a menu once that is open. */
async function eachElement(
  page: Page,
  url: string,
  run: (element: ElementName) => Promise<void>,
): Promise<void> {
  await page.goto(url);
  await page.locator("[data-mark=opener]").waitFor({ state: "attached" });
  // What a library draws in a second step.
  await page.waitForTimeout(150);
  await page.evaluate(() => window.picking.note(false));
  for (const element of ELEMENTS.filter((one) => one !== "menu item")) await run(element);
  const handle = await page.evaluateHandle(() => window.picking.get("opener")!);
  await handle.asElement()!.click();
  await page.locator(`[data-mark$="menu item"]`).waitFor();
  await page.waitForTimeout(150);
  await page.evaluate(() => window.picking.note(true));
  await run("menu item");
}
