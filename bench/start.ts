/**
 * What it costs a page to have Milepost started in it, over the same page without: time of the main thread, at full
 * speed and at a quarter of it, and the heap that stays. Other libraries take their turn in the same run.
 * `npm run bench:start`; it needs a build, and writes bench/results/start.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import { parse } from "../src/sdk/config/parse.ts";
import { acme } from "../tests/helpers/acme.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** After the page has loaded, until it is asked: all that starts has started. */
const SETTLING_MS = 2500;
const SLOWER = 4;

const config = acme({ consent: "guide-only" });
const FILES: Readonly<Record<string, string>> = {
  "/milepost.json": JSON.stringify(config),
  "/plan.json": JSON.stringify(parse(config).plan),
};

const tag = (attributes: string): string => `<script async src="/dist/milepost.js" ${attributes}></script>`;

/** What stands in the head of each page. */
const HEADS: Readonly<Record<string, string>> = {
  "nothing (what the others are over)": "",
  "Milepost, a compiled plan": tag(`data-config="/plan.json" data-debug="off"`),
  "Milepost, a config": tag(`data-config="/milepost.json" data-debug="off"`),
  "driver.js, created and not started": `<script src="/node_modules/driver.js/dist/driver.js.iife.js"></script>
    <script>self.tour = driver.js.driver({ steps: [{ element: "button", popover: { title: "Start here" } }] })</script>`,
  "Flows, init with no blocks": `<script src="/node_modules/@flows/js/dist/index.global.js"></script>
    <script>flows_js.init({ organizationId: "o", environment: "e", userId: "u", apiUrl: location.origin + "/flows" })</script>`,
};

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".json": "application/json" };

async function serve(): Promise<{ url: string; close(): void }> {
  const names = Object.keys(HEADS);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://localhost");
    const send = (type: string, body: string | Buffer): void =>
      void response.writeHead(200, { "content-type": type }).end(body);
    if (pathname === "/") {
      const head = HEADS[names[Number(searchParams.get("n"))]!];
      return send("text/html", `<!doctype html><title>Bench</title>${head}<button>New</button>`);
    }
    if (FILES[pathname]) return send("application/json", FILES[pathname]);
    if (/^\/(dist|node_modules)\//.test(pathname))
      return send(TYPES[extname(pathname)] ?? "text/plain", readFileSync(join(".", pathname)));
    send("application/json", '{"blocks":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** `cpu` and `slow` are milliseconds of the main thread, `heap` is bytes after a collection. */
interface Cost {
  readonly cpu: number;
  readonly slow: number;
  readonly heap: number;
}

/** In a profile of its own, so that nothing is warm but the browser. */
async function visit(browser: Browser, url: string, rate: number): Promise<{ ms: number; heap: number }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  // At a quarter of the speed the thread is held, which its own time does not show.
  await client.send("Performance.enable", { timeDomain: rate > 1 ? "timeTicks" : "threadTicks" });
  await client.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(url);
  await page.waitForTimeout(SETTLING_MS);
  const read = async (name: string): Promise<number> =>
    (await client.send("Performance.getMetrics")).metrics.find((one) => one.name === name)!.value;
  const ms = (await read("TaskDuration")) * 1000;
  await client.send("HeapProfiler.enable");
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.collectGarbage");
  const heap = await read("JSHeapUsedSize");
  await context.close();
  return { ms, heap };
}

const getVersion = (library: string): string =>
  JSON.parse(readFileSync(`node_modules/${library}/package.json`, "utf8")).version;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const site = await serve();
const browser = await openBrowser();
try {
  const names = Object.keys(HEADS);
  const costs: Cost[][] = names.map(() => []);
  // By turns: what else the machine does meets all alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, list] of costs.entries()) {
      const { ms: cpu, heap } = await visit(browser, `${site.url}/?n=${n}`, 1);
      const { ms: slow } = await visit(browser, `${site.url}/?n=${n}`, SLOWER);
      list.push({ cpu, slow, heap });
    }
  }
  const of = (n: number, key: keyof Cost): number => median(costs[n]!.map((cost) => cost[key]));
  const rows = names.map((name, n) => {
    const over = (key: keyof Cost): number => of(n, key) - (n === 0 ? 0 : of(0, key));
    return [name, over("cpu").toFixed(1), over("slow").toFixed(0), (over("heap") / 1000).toFixed(0)];
  });
  const head = ["in the page", "main thread, ms of CPU", `at a ${SLOWER}th of the speed, ms`, "heap, kB"];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((cells) => cells[i]!.length)));
  const write = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  const table = [write(head), write(widths.map((width) => "-".repeat(width))), ...rows.map(write)].join("\n");
  console.log(table);
  writeFileSync(
    "bench/results/start.md",
    `# What it costs a page to start

Made by \`npm run bench:start\` on ${new Date().toISOString().slice(0, 10)}: Chromium ${browser.version()}, driver.js ${getVersion("driver.js")}, @flows/js ${getVersion("@flows/js")}; medians of ${ROUNDS} visits each, by turns, ${SETTLING_MS / 1000} s after the page has loaded. Times are those of a shared machine with two cores. Each row but the first says what it adds to the first. Nothing is shown in any of them.

${table}
`,
  );
} finally {
  await browser.close();
  site.close();
}
