/** The documents' pictures: the demo and the gallery, as they are, in a real browser. Run by `npm run pictures` after a build. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startGallery } from "../examples/gallery/server.ts";
import { startInvoices } from "../examples/invoices/server.ts";
import { diskFiles } from "../src/check/files/files.ts";
import { loadConfig } from "../src/check/files/loadConfig.ts";
import { toValue } from "../src/check/source/part.ts";
import { runCommand } from "../src/cli/runCommand.ts";
import { getFreePort } from "../src/receiver/http/listen.ts";
import type { Config } from "../src/sdk/config/schema.ts";
import type { Milepost } from "../src/sdk/milepost.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";
import { startSite } from "../tests/helpers/site.ts";
import { takeDesk } from "./deskPictures.ts";

const FOLDER = "docs/pictures";
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 780 } } as const;

/** A page of somebody's product, with what the playbooks' examples point at. */
const PRODUCT = `<style>
  body { margin: 0; font: 14px/21px system-ui, sans-serif; color: #16181d; background: #fff }
  header { display: flex; align-items: center; gap: 24px; padding: 12px 24px; border-bottom: 1px solid #e3e6eb }
  header b { margin-right: auto }
  main { padding: 16px 24px; max-width: 760px }
  .row { display: flex; align-items: center; gap: 12px }
  .row h1 { font-size: 20px; margin: 8px auto 8px 0 }
  button { font: inherit; padding: 6px 12px; border: 1px solid #c9ced6; border-radius: 8px; background: #fff }
  td { padding: 8px 0; border-top: 1px solid #e3e6eb } table { width: 100%; border-spacing: 0; color: #5b6270 }
</style>
<header><b>Acme Invoices</b><button data-tour="invite">Invite</button><span>Ana Lima</span></header>
<main><div class="row"><h1>Invoices</h1><button data-tour="new-invoice">New invoice</button></div>
<table><tr><td>2026-014<td>Studio Lima<td>Draft<tr><td>2026-013<td>Harbour Caf\u00e9<td>Paid<tr><td>2026-012<td>Brown &amp; Daughters<td>Paid</table></main>`;

const port = await getFreePort(4400);
// Nobody listens there: pictures need no rows.
const product = await startInvoices({ port, receiverUrl: "http://localhost:4399" });
const browser = await openBrowser();
mkdirSync(FOLDER, { recursive: true });
await takePicture(browser, "desk", "light", showTooltip);
await takePicture(browser, "desk", "dark", showHelp);
await takePicture(browser, "phone", "light", showTooltip);
await takePicture(browser, "desk", "light", showInspector, "inspector-light");
for (const name of readdirSync("playbooks")) await takePlaybook(browser, name);
await takeTerminals(browser);
await takeDesk(browser, FOLDER);
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

/** The guide that a playbook begins with, on a page of a product. */
async function takePlaybook(on: Browser, name: string): Promise<void> {
  const { root } = loadConfig(`playbooks/${name}/milepost.json`, diskFiles);
  const config = toValue(root!) as Config;
  const [guide = ""] = Object.keys(config.guides ?? {});
  const site = await startSite({ config, pages: { "/": PRODUCT } });
  const context = await on.newContext({ viewport: { width: 880, height: 380 }, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.evaluate(show, { guide, renewsAt: new Date(Date.now() + 12 * 86_400_000).toISOString() });
  await page.locator("milepost-root [part~=card]").first().waitFor();
  await page.mouse.move(5, 375);
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${FOLDER}/playbook-${name}.png` });
  await context.close();
  await site.close();
}

/** What commands print, as a terminal shows it: of a mistake, and of a config before and after it. */
async function takeTerminals(on: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-pictures-"));
  const sound = readFileSync("examples/invoices/milepost.json", "utf8");
  const broken = sound.replace(/"to": "([\w-]+)"/, (_, id) => `"to": "${id.slice(0, -1)}"`);
  const run = async (config: string, ...words: readonly string[]): Promise<string> => {
    writeFileSync(join(folder, "milepost.json"), config);
    const inFolder = words.map((word) => (word.endsWith(".json") ? join(folder, word) : word));
    const { out, err } = await runCommand(inFolder);
    const text = [...out, ...err].join("\n").replaceAll(`${folder}/`, "");
    return `$ npx milepost ${words.join(" ")}\n\n${text}`;
  };
  const compile = ["compile", "milepost.json", "-o", "milepost.plan.json"];
  const terminals = {
    check: await run(broken, "check", "milepost.json"),
    compile: `${await run(sound, ...compile)}\n\n${await run(broken, ...compile)}`,
  };
  rmSync(folder, { recursive: true });
  const context = await on.newContext({ viewport: { width: 1000, height: 400 }, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  for (const [name, text] of Object.entries(terminals)) {
    await page.setContent(`<style>
      body { margin: 0; background: #16181d } pre { margin: 0; padding: 20px 24px; white-space: pre-wrap;
      font: 13px/20px ui-monospace, "DejaVu Sans Mono", monospace; color: #eef0f4 } b { color: #5fd39a; font-weight: 400 }
      i { color: #ff9f9f; font-style: normal }</style><pre></pre>`);
    await page.evaluate(print, text);
    await page.locator("pre").screenshot({ path: `${FOLDER}/${name}.png` });
  }
  await context.close();
}

/** In the page: commands green, what is wrong and where red. */
function print(text: string): void {
  const pre = document.querySelector("pre")!;
  for (const line of text.split("\n")) {
    const isWrong = /^\s*\|\s+\^+$|: error: /.test(line);
    const node = document.createElement(line.startsWith("$ ") ? "b" : isWrong ? "i" : "span");
    node.textContent = `${line}\n`;
    pre.append(node);
  }
}

/** In the page. */
async function show({ guide, renewsAt }: Record<"guide" | "renewsAt", string>): Promise<void> {
  const { milepost } = window as unknown as { readonly milepost: Milepost };
  await milepost.ready();
  await milepost.identify("ana", { firstName: "Ana" });
  await milepost.group("acme", { renewsAt });
  await milepost.start(guide);
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
