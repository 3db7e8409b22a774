/**
 * One gap, bridged with Milepost and by hand: how many lines that takes, what the page pays until the first card, and how
 * many of twelve cases hold. `npm run bench:compare` writes bench/results/compare.md.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { CASES, tryCase } from "../examples/compare/cases.ts";
import { type Comparison, startCompare, WAYS, type Way } from "../examples/compare/startCompare.ts";
import { openBrowser } from "../tests/helpers/chromium.ts";
import { getQuartiles } from "./page/figures.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 9);
/** Milliseconds after the first card until all is quiet. */
const SETTLING = 3_000;
const RESULTS = "bench/results/compare.md";
const NAMES: Readonly<Record<Way, string>> = {
  milepost: "Milepost",
  byHand: "driver.js and Segment's analytics-next",
};

/** Lines that somebody has to write and keep, without blank ones and comments. */
function countLines(way: Way): number {
  const folder = join("examples/compare", way);
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"));
  return lines.filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/\*|\*)/.test(line)).length;
}

/** Bytes, packed with gzip, and milliseconds of the main thread, until the first card is there and all is quiet. */
async function visit(at: Comparison, browser: Browser, user: string) {
  const context = await browser.newContext();
  await context.addCookies([{ name: "session", value: `${user}@${user}`, url: at.url }]);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const sizes: Array<Promise<number>> = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const isOurs = /\.(js|css)$/.test(pathname) && !pathname.startsWith("/product.");
    if (isOurs) sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(at.url);
  await page.locator("milepost-root .surface, .driver-popover").first().waitFor();
  await page.waitForTimeout(SETTLING);
  const { metrics } = await client.send("Performance.getMetrics");
  const cpu = metrics.find(({ name }) => name === "TaskDuration")!.value * 1_000;
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { bytes, cpu };
}

const browser = await openBrowser();
const running = new Map<Way, Comparison>();
const figures = new Map(
  WAYS.map((way) => [way, { bytes: [] as number[], cpu: [] as number[], failed: [] as string[] }]),
);
for (const way of WAYS) {
  const { failed } = figures.get(way)!;
  for (const holdout of new Set(CASES.map((one) => one.holdout ?? 0))) {
    const at = await startCompare(way, { holdout });
    for (const one of CASES.filter((one) => (one.holdout ?? 0) === holdout)) {
      const why = await tryCase(one, at, browser);
      if (why !== undefined) failed.push(`${one.says}: ${why}`);
    }
    // The visits go on with what holds nobody out.
    if (holdout > 0) await at.close();
    else running.set(way, at);
  }
}
for (let round = 0; round < ROUNDS; round++)
  for (const [way, at] of running) {
    const { bytes, cpu } = await visit(at, browser, `round${round}`);
    figures.get(way)!.bytes.push(bytes);
    figures.get(way)!.cpu.push(cpu);
  }

const rows = WAYS.map((way) => {
  const { bytes, cpu, failed } = figures.get(way)!;
  const [low, middle, high] = getQuartiles(cpu);
  const kB = (getQuartiles(bytes)[1] / 1_000).toFixed(1);
  const held = `${CASES.length - failed.length} of ${CASES.length}`;
  return `| ${NAMES[way]} | ${countLines(way)} | ${held} | ${kB} | ${middle.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)}) |`;
});
const failures = WAYS.flatMap((way) => figures.get(way)!.failed.map((why) => `- ${NAMES[way]}: ${why}`));
const text = `# One gap, in two ways

\`npm run bench:compare\`, ${new Date().toISOString().slice(0, 10)}, ${ROUNDS} visits each by turns, Chromium ${browser.version()}.

| way | lines | cases that hold | kB (gzip) until the first card | ms of the main thread (quartiles) |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
${failures.length > 0 ? `\nWhat does not hold:\n\n${failures.join("\n")}\n` : ""}`;
writeFileSync(RESULTS, text);
console.log(text);
for (const at of running.values()) await at.close();
await browser.close();
process.exit(0);
