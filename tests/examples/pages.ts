import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Watched {
  readonly page: Page;
  /** What the page complained about: uncaught errors, refusals of its policy, failed requests other than `expected`. */
  readonly complaints: readonly string[];
}

/** A new page that takes note of all that goes wrong in it. */
export async function openWatched(context: BrowserContext, expected: RegExp = /(?!)/): Promise<Watched> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (!expected.test(message.location().url)) complaints.push(message.text());
  });
  return { page, complaints };
}

/** What axe finds against WCAG 2.2 A and AA, in one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** Whether something sticks out at the side. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

/** Has a scene of the gallery stand there at rest: on the page as it is where that has the same looks, else on a new one. */
export async function standScene(
  page: Page,
  gallery: string,
  scene: string,
  looks: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.goto(`${gallery}/stand?${new URLSearchParams(looks)}#${scene}`);
  await page.locator(`[data-stands=${scene}]`).waitFor();
  // Half faded in, nothing is legible yet. A document does not speak of what moves in its shadow roots.
  await page.evaluate(async () => {
    const hosts = [...document.querySelectorAll("milepost-root,milepost-slot")];
    const trees = [document, ...hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    const moving = trees.flatMap((tree) => tree.getAnimations());
    const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
