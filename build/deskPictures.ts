/** The pictures of Mission Control: each of its drawings over the made-up year, as it is in a real browser. */
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { startMadeUpYear } from "../examples/madeUpYear.ts";
import type { Index } from "../src/receiver/figures/views/views.ts";

/** Views, each with the cards that are taken of it: the beginning of a title, and the name of the picture. */
const CARDS: Readonly<Record<string, ReadonlyArray<readonly [title: string, file: string]>>> = {
  today: [["The way: Get paid with Acme", "way"]],
  time: [["How long to: Send your first invoice", "time"]],
  gaps: [["no-first-invoice", "arms"]],
  ladder: [["The ladder", "ladder"]],
  staying: [
    ["Habit kept", "cohorts"],
    ["Lost and won", "churn"],
  ],
  health: [["Friction", "friction"]],
};

/** @param folder Where the pictures go: `mission-control.png` is all of the first view, the others are cards. */
export async function takeDesk(on: Browser, folder: string): Promise<void> {
  const door = await startMadeUpYear({ port: 0 });
  const url = (await fetch(door.url, { redirect: "manual" })).headers.get("location")!;
  await whenCounted(url);
  const context = await on.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 900 },
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  for (const [view, cards] of Object.entries(CARDS)) {
    await page.goto(`/?view=${view}`);
    for (const [title, file] of cards) {
      const card = page.locator("#desk section.card").filter({
        has: page.getByRole("heading", { level: 2 }).filter({ hasText: title }),
      });
      await card.first().screenshot({ path: `${folder}/desk-${file}.png` });
    }
    if (view === "today") await page.screenshot({ path: `${folder}/mission-control.png`, clip: TOP });
  }
  await context.close();
  await door.close();
}

/** The sentence and the ways. */
const TOP = { x: 0, y: 0, width: 1280, height: 1000 };

/** Resolves once all rows of the year are in its figures. */
async function whenCounted(url: string): Promise<void> {
  for (let last = -1; ; ) {
    const { users, waiting } = (await (await fetch(`${url}/v1/figures`)).json()) as Index;
    if (users > 0 && waiting === 0 && users === last) return;
    last = users;
    await wait(3_000);
  }
}
