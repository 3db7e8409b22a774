/**
 * Every scene of the gallery as a picture, in light and dark, wide and narrow, both ways to read; to look at, not to
 * keep. `npx tsx build/looks.ts [folder] [part of a name] [theme]`, after a build.
 */
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { SCENES } from "../examples/gallery/scenes/all.ts";
import { startGallery } from "../examples/gallery/server.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";

const [folder = join(tmpdir(), "milepost-looks"), part = "", theme = "calm"] = process.argv.slice(2);
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

const gallery = await startGallery(0);
const browser = await openBrowser();
mkdirSync(folder, { recursive: true });
for (const size of ["desk", "phone"] as const)
  for (const mode of ["light", "dark"])
    for (const dir of ["ltr", "rtl"]) await takeAll(browser, size, mode, dir);
await browser.close();
await gallery.close();
console.log(folder);

async function takeAll(on: Browser, size: keyof typeof SIZES, mode: string, dir: string): Promise<void> {
  const context = await on.newContext({ viewport: SIZES[size] });
  const page = await context.newPage();
  for (const { name } of SCENES.filter((scene) => scene.name.includes(part))) {
    await page.goto(`${gallery.url}/stand?${new URLSearchParams({ scene: name, mode, dir, theme })}`);
    await page.locator(`[data-stands=${name}]`).waitFor();
    // Until all has come in, and no press is held back.
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}-${size}-${mode}-${dir}.png`) });
  }
  await context.close();
}
