/**
 * From an empty folder to a guide on a page of one's own, with the README's own lines: in a plain page, with React and with
 * Vue, both built by Vite. Run by `npm run trial`, which packs the package and installs it as anybody does; it asks the
 * registry for what they need beside it. Prints the seconds of each step, without those of who reads and types.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../tests/helpers/chromium.ts";

const README = readFileSync("README.md", "utf8");

/** The first block of this language in the README that has `word` in it. */
function quote(language: string, word: string): string {
  const blocks = [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)];
  const found = blocks.find(([, of, text]) => of === language && text!.includes(word));
  if (!found) throw new Error(`README.md: found no block of ${language} with ${word}, expected one`);
  return found[2]!;
}

const CONFIG = quote("json", "how-to-send");
const page = (body: string): string => `<!doctype html><title>Acme</title>${body}`;
const built = page('<div id="app"></div><script type="module" src="/main.jsx"></script>');

interface Kind {
  /** What npm installs beside Milepost. */
  readonly packages: readonly string[];
  /** Files by their names. */
  readonly files: Readonly<Record<string, string>>;
  /** The folder that is served then. */
  readonly serves: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  plain: {
    packages: [],
    files: { "public/index.html": page(quote("html", "data-config")) },
    serves: "public",
  },
  React: {
    packages: ["react", "react-dom", "vite"],
    files: {
      "index.html": built,
      "root.jsx": `const App = () => <><button data-tour="new-invoice">New invoice</button><SendButton /></>;\n${quote("tsx", "MilepostProvider")}`,
      "main.jsx": `import { createElement } from "react"; import { createRoot } from "react-dom/client"; import { Root } from "./root.jsx";
createRoot(document.querySelector("#app")).render(createElement(Root, { user: { id: "u_42", firstName: "Ana" } }));`,
      "vite.config.js": 'export default { oxc: { jsx: { runtime: "automatic" } } };',
    },
    serves: "dist",
  },
  Vue: {
    packages: ["vue", "vite", "@vitejs/plugin-vue"],
    files: {
      "index.html": built,
      "App.vue": quote("vue", "createMilepost"),
      "main.jsx":
        'import { createApp } from "vue"; import App from "./App.vue"; createApp(App).mount("#app");',
      "vite.config.js": 'import vue from "@vitejs/plugin-vue"; export default { plugins: [vue()] };',
    },
    serves: "dist",
  },
};

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

const npm = (folder: string, ...words: readonly string[]): string =>
  execFileSync("npm", words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const milepost = (folder: string, ...words: readonly string[]): string =>
  execFileSync(process.execPath, [join(folder, "node_modules/milepost/dist/cli.js"), ...words], {
    cwd: folder,
    encoding: "utf8",
  });

async function tryOut(browser: Browser, { packages, files, serves }: Kind, pack: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-trial-"));
  const times: string[] = [];
  const step = async (does: () => unknown): Promise<void> => {
    const before = performance.now();
    await does();
    times.push(((performance.now() - before) / 1000).toFixed(1));
  };
  for (const [name, text] of Object.entries({ "public/milepost.json": CONFIG, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await step(() => npm(folder, "install", "--no-audit", "--no-fund", pack, ...packages));
  await step(() => milepost(folder, "check", "--strict", "public/milepost.json"));
  await step(() => milepost(folder, "compile", "public/milepost.json", "-o", "public/milepost.json"));
  await step(() => {
    if (serves === "dist") {
      npm(folder, "exec", "--", "vite", "build", "--logLevel", "warn");
      return;
    }
    const dist = join(folder, "node_modules/milepost/dist");
    for (const file of readdirSync(dist).filter((name) => /^milepost.*\.js$/.test(name)))
      cpSync(join(dist, file), join(folder, serves, file));
  });
  await step(() => see(browser, join(folder, serves)));
  rmSync(folder, { recursive: true, force: true });
  return times;
}

const packed = mkdtempSync(join(tmpdir(), "milepost-pack-"));
const [{ filename }] = JSON.parse(
  npm(".", "pack", "--json", "--ignore-scripts", "--pack-destination", packed),
);
const browser = await openBrowser();
console.log("| seconds for | npm install | check | compile | copy or build | until the guide stands |");
console.log("| --- | --- | --- | --- | --- | --- |");
for (const [name, kind] of Object.entries(KINDS))
  console.log(`| ${name} | ${(await tryOut(browser, kind, resolve(packed, filename))).join(" | ")} |`);
await browser.close();
rmSync(packed, { recursive: true });
