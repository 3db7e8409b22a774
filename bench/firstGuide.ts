/**
 * From an empty folder to a guide on a page of one's own, by `docs/start.md`: its files and its commands, in a plain page,
 * with React and with Vue, both in a new project of Vite's. Run by `npm run trial`, which packs the package and installs it
 * as anybody does; it asks the registry for what they need beside it. Prints the seconds of each step, without those of who
 * reads and types.
 */
import { execSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { readStart, type StartPart } from "../build/readStart.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";

const { config, parts } = readStart(readFileSync("docs/start.md", "utf8"));

/** What a project of Vite's is made by, and what its pages are built by and to. */
const TEMPLATES: Readonly<Record<string, string>> = { React: "react-ts", Vue: "vue-ts" };

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

/** Serves a folder, opens its page, and waits until the guide stands there. */
async function see(browser: Browser, folder: string): Promise<void> {
  const server = createServer(({ url = "/" }, response) => {
    const path = join(folder, url === "/" ? "index.html" : new URL(url, "http://localhost").pathname);
    try {
      const bytes = readFileSync(path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const opened = await browser.newPage();
  await opened.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await opened.locator("milepost-root [part~=card]").getByText("Start here").waitFor({ timeout: 20_000 });
  await opened.close();
  server.closeAllConnections();
  server.close();
}

const run = (folder: string, command: string): string =>
  execSync(command, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** The commands but the one that goes on, with the package that was packed in place of the published one. */
const toCommands = ({ commands }: StartPart, pack: string): readonly string[] =>
  commands
    .filter((command) => command !== "npm run dev")
    .map((command) => command.replace(/^npm install milepost$/, `npm install --no-audit --no-fund ${pack}`));

async function tryOut(browser: Browser, part: StartPart, pack: string): Promise<string> {
  const above = mkdtempSync(join(tmpdir(), "milepost-trial-"));
  const folder = join(above, "acme");
  const times: string[] = [];
  const step = async (what: string, does: () => unknown): Promise<void> => {
    const before = performance.now();
    await does();
    times.push(`${what} ${((performance.now() - before) / 1000).toFixed(1)} s`);
  };
  mkdirSync(folder);
  const template = TEMPLATES[part.name];
  const create = `npm create -y vite@latest acme -- --template ${template} --no-interactive`;
  if (template) await step("create vite", () => run(above, create));
  else writeFileSync(join(folder, "package.json"), "{}");
  for (const [name, text] of [["milepost.json", config] as const, ...part.files]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const command of toCommands(part, pack))
    await step(command.split(" ").slice(0, 3).join(" "), () => run(folder, command));
  // As the template builds, with the types checked.
  if (template) await step("npm run build", () => run(folder, "npm run build"));
  await step("until the guide stands", () => see(browser, join(folder, template ? "dist" : "public")));
  rmSync(above, { recursive: true, force: true });
  return `| ${part.name} | ${times.join(", ")} |`;
}

const packed = mkdtempSync(join(tmpdir(), "milepost-pack-"));
const [{ filename }] = JSON.parse(run(".", `npm pack --json --ignore-scripts --pack-destination ${packed}`));
const browser = await openBrowser();
for (const part of parts) console.log(await tryOut(browser, part, resolve(packed, filename)));
await browser.close();
rmSync(packed, { recursive: true });
