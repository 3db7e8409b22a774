/**
 * What it costs a page that a guide waits for its target, while the page appends and removes 200 rows a frame: our share
 * of its main thread, and the longest time that we held it. `npm run bench:waiting`; it needs a build.
 */
import type { CDPSession, Page } from "playwright-core";
import { openBrowser } from "../tests/helpers/chromium.ts";
import { type Site, startSite } from "../tests/helpers/site.ts";

const SECONDS = 3;
const ROWS = 200;
/** Between two looks of the profiler, in microseconds. */
const APART = 200;

const TARGETS = {
  "a selector": "#never",
  "a selector through a shadow root": "main >>> #never",
  "a role and a name": { role: "button", name: "Never" },
  "a text": { text: "Never" },
  "a row that is hidden": "[hidden].row",
};

const guides = Object.fromEntries(
  Object.entries(TARGETS).map(([name, target], i) => [`g${i}`, { type: "tooltip", target, title: name }]),
);
const config = { version: 1, product: "bench", consent: "guide-only", milestones: {}, gaps: {}, guides };

/** Runs in the page: rows come and go for so long. Answers how many frames there were, and how many long tasks. */
async function churn({ seconds, rows }: { seconds: number; rows: number }) {
  const list = document.querySelector("main")!;
  let long = 0;
  const observer = new PerformanceObserver((entries) => {
    long += entries.getEntries().length;
  });
  observer.observe({ type: "longtask" });
  const end = performance.now() + seconds * 1000;
  let frames = 0;
  for (; performance.now() < end; frames++) {
    const batch = Array.from({ length: rows }, (_, i) => {
      const row = Object.assign(document.createElement("div"), { className: "row", hidden: i === 0 });
      row.append(Object.assign(document.createElement("button"), { textContent: `Row ${i}` }));
      return row;
    });
    list.append(...batch);
    await new Promise(requestAnimationFrame);
    for (const row of batch) row.remove();
  }
  observer.disconnect();
  return { frames, long };
}

/** From the profile: the share of the time with us on the stack, and the longest that we were there in a row, in ms. */
async function profile(client: CDPSession, run: () => Promise<unknown>) {
  await client.send("Profiler.enable");
  await client.send("Profiler.setSamplingInterval", { interval: APART });
  await client.send("Profiler.start");
  await run();
  const { profile } = await client.send("Profiler.stop");
  const ours = new Set<number>();
  for (const { id, callFrame, children = [] } of profile.nodes) {
    // A node comes before its children.
    if (/\/dist\/milepost/.test(callFrame.url)) ours.add(id);
    if (ours.has(id)) for (const child of children) ours.add(child);
  }
  let spent = 0;
  let held = 0;
  let longest = 0;
  profile.samples!.forEach((id, i) => {
    const delta = profile.timeDeltas![i + 1] ?? 0;
    if (ours.has(id)) spent += delta;
    held = ours.has(id) ? held + delta : 0;
    longest = Math.max(longest, held);
  });
  return { share: spent / (profile.endTime - profile.startTime), longest: longest / 1000 };
}

async function measure(page: Page, site: Site, guide: string): Promise<string> {
  await page.goto(site.url);
  await page.waitForFunction(() => "milepost" in window && "start" in (window.milepost as object));
  await page.evaluate(
    (id) => (window as unknown as { milepost: { start(id: string): void } }).milepost.start(id),
    guide,
  );
  await page.locator("milepost-root").waitFor({ state: "attached" });
  const client = await page.context().newCDPSession(page);
  let churned = { frames: 0, long: 0 };
  const { share, longest } = await profile(client, async () => {
    churned = await page.evaluate(churn, { seconds: SECONDS, rows: ROWS });
  });
  const percent = `${(share * 100).toFixed(2)} %`.padStart(7);
  return `${percent}, ${longest.toFixed(1)} ms at most in a row, ${churned.frames} frames, ${churned.long} long tasks in the page`;
}

const site = await startSite({ config, pages: { "/": "<main></main>" } });
const browser = await openBrowser();
try {
  console.log(`our share of the main thread, ${ROWS} rows a frame for ${SECONDS} s, while a guide waits for`);
  const page = await browser.newPage();
  for (const [i, name] of Object.keys(TARGETS).entries())
    console.log(`  ${name.padEnd(34)} ${await measure(page, site, `g${i}`)}`);
} finally {
  await browser.close();
  await site.close();
}
