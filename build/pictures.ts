/** The documents' pictures: the demo and the gallery, as they are, in a real browser. Run by `npm run pictures` after a build. */
import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { startGallery } from "../examples/gallery/server.ts";
import { startInvoices } from "../examples/invoices/server.ts";
import { getFreePort } from "../src/receiver/http/listen.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";

const FOLDER = "docs/pictures";
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 780 } } as const;

const port = await getFreePort(4400);
// Nobody listens there: pictures need no rows.
const product = await startInvoices({ port, receiverUrl: "http://localhost:4399" });
const browser = await openBrowser();
mkdirSync(FOLDER, { recursive: true });
await takePicture(browser, "desk", "light", showTooltip);
await takePicture(browser, "desk", "dark", showHelp);
await takePicture(browser, "phone", "light", showTooltip);
await takePicture(browser, "desk", "light", showInspector, "inspector-light");
const gallery = await startGallery(0);
for (const theme of ["calm", "sharp", "warm"]) await takeTheme(browser, theme);
await browser.close();
await product.close();
await gallery.close();

type Scene = (page: Page) => Promise<void>;

async function takePicture(
  on: Browser,
  size: keyof typeof SIZES,
  colorScheme: "light" | "dark",
  show: Scene,
  name = `${size}-${colorScheme}`,
): Promise<void> {
  const context = await on.newContext({ viewport: SIZES[size], colorScheme, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(product.url);
  await page.getByLabel("Your name").fill("Ana Lima");
  await page.getByLabel("Work email").fill("ana@studio-lima.example");
  await page.getByLabel("Company").fill("Studio Lima");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL("**/invoices");
  await show(page);
  await page.mouse.move(5, 5);
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  await context.close();
}

async function showTooltip(page: Page): Promise<void> {
  await page.locator("milepost-root [part~=card]").getByText("Your first invoice starts here").waitFor();
}

async function showInspector(page: Page): Promise<void> {
  await showTooltip(page);
  await page.evaluate(() => (window as unknown as { milepost: { debug(): void } }).milepost.debug());
  await page.getByRole("region", { name: "Milepost inspector" }).waitFor();
}

async function showHelp(page: Page): Promise<void> {
  await page.locator("milepost-root [part~=checklist]").waitFor();
  // What comes by itself takes no press at first.
  await page.waitForTimeout(400);
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog", { name: "Help" }).waitFor();
}

/** Light and dark, side by side. */
async function takeTheme(on: Browser, theme: string): Promise<void> {
  const context = await on.newContext({
    viewport: { width: 1440, height: 600 },
    deviceScaleFactor: 1.25,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const getAddress = (mode: string) =>
    `${gallery.url}/stand?${new URLSearchParams({ scene: "together", theme, mode })}`;
  await page.goto(gallery.url);
  await page.setContent(
    `<!doctype html><style>body{margin:0;display:flex}iframe{border:0;width:720px;height:600px}</style>${[
      "light",
      "dark",
    ]
      .map((mode) => `<iframe src="${getAddress(mode)}"></iframe>`)
      .join("")}`,
  );
  for (const frame of page.frames().slice(1)) await frame.locator("[data-stands=together] body").waitFor();
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${FOLDER}/theme-${theme}.png` });
  await context.close();
}
