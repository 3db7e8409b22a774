/** What is asked of both ways, in the words of whoever wants the gap bridged. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Comparison } from "./startCompare.ts";

/** Opens a browser of a user's own, with their session in it. */
export type Device = (session: string) => Promise<BrowserContext>;

export interface Case {
  readonly says: string;
  /** The share of users to whom nothing is to be shown. @default 0 */
  readonly holdout?: number;
  /** @throws where it does not hold. */
  run(at: Comparison, device: Device): Promise<void>;
}

/** What a person sees as our card, in either way. */
const CARD = "milepost-root .surface, .driver-popover";
const FIRST = "Work together";
const SECOND = "Whom do you work with?";
/** Milliseconds within which what is done in one place is to be seen in another. */
const SOON = 2_000;

const card = (page: Page, title: string) => page.locator(CARD).filter({ hasText: title });
const see = (page: Page, title: string) => card(page, title).waitFor({ timeout: 8_000 });
const miss = (page: Page, title: string, timeout = SOON) =>
  card(page, title).waitFor({ state: "hidden", timeout });

function hold(holds: boolean, says: string): asserts holds {
  if (!holds) throw new Error(says);
}

/** Whether the first card comes, in the time that it would take. */
const comes = (page: Page): Promise<boolean> =>
  card(page, FIRST)
    .waitFor({ timeout: 4_000 })
    .then(
      () => true,
      () => false,
    );

async function open(context: BrowserContext, at: Comparison, path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(at.url + path);
  return page;
}

/** Pixels between the card and what it is beside; 0 and less where they meet. */
async function getDistance(page: Page, title: string, target: string): Promise<number> {
  const [a, b] = [await card(page, title).boundingBox(), await page.locator(target).boundingBox()];
  hold(!!a && !!b, "either of them is not there");
  const across = Math.max(a.x - b.x - b.width, b.x - a.x - a.width);
  return Math.max(across, a.y - b.y - b.height, b.y - a.y - a.height);
}

async function standsBeside(page: Page, title: string, target: string): Promise<void> {
  // It is drawn, and may still move.
  for (let look = 0; look < 20; look++) {
    const distance = await getDistance(page, title, target);
    if (distance >= 0 && distance <= 40) return;
    await page.waitForTimeout(100);
  }
  hold(false, `the card does not stand beside ${target}`);
}

async function invite(page: Page): Promise<void> {
  await page.locator("#email").fill("bo@acme.example");
  await page.locator("#email").press("Enter");
}

/** On the second page, as somebody who was led there. */
async function follow(context: BrowserContext, at: Comparison): Promise<Page> {
  const page = await open(context, at);
  await see(page, FIRST);
  await page.locator("#invite").click();
  await see(page, SECOND);
  return page;
}

export const CASES: readonly Case[] = [
  {
    says: "The card stands beside a link that comes late",
    async run(at, device) {
      const page = await open(await device("ana@studio"), at);
      await see(page, FIRST);
      await standsBeside(page, FIRST, "#invite");
    },
  },
  {
    says: "It stands beside the link that is drawn in its place",
    async run(at, device) {
      const page = await open(await device("ben@studio"), at);
      await see(page, FIRST);
      for (let time = 0; time < 3; time++) await page.evaluate(() => dispatchEvent(new Event("redraw")));
      await page.waitForTimeout(500);
      await see(page, FIRST);
      await standsBeside(page, FIRST, "#invite");
    },
  },
  {
    says: "It leads on to the next page, and is there again after a reload",
    async run(at, device) {
      const page = await follow(await device("cem@studio"), at);
      await standsBeside(page, SECOND, "#email");
      await page.reload();
      await see(page, SECOND);
    },
  },
  {
    says: "The page can be used beside it",
    async run(at, device) {
      const page = await follow(await device("dia@loft"), at);
      await page.getByLabel("E-mail").click();
      await page.keyboard.type("bo@acme.example");
      await page.getByRole("button", { name: "Send", exact: true }).click({ timeout: 3_000 });
      await page.getByText("Sent to bo@acme.example.").waitFor({ timeout: 3_000 });
    },
  },
  {
    says: "By keyboard: Tab reaches its buttons, Esc closes it",
    async run(at, device) {
      const page = await open(await device("eli@studio"), at);
      await see(page, FIRST);
      const isInside = () =>
        page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.localName === "milepost-root" || !!activeElement?.closest(".driver-popover");
        });
      let presses = 0;
      while (!(await isInside()) && presses++ < 6) await page.keyboard.press("Tab");
      hold(await isInside(), "Tab does not lead into it");
      await page.keyboard.press("Escape");
      await miss(page, FIRST);
    },
  },
  {
    says: "What is done is done: it goes at once, and does not come back",
    async run(at, device) {
      const page = await follow(await device("fay@barn"), at);
      await invite(page);
      await miss(page, SECOND);
      await page.goto(at.url);
      hold(!(await comes(page)), "it is there again on the next page");
    },
  },
  {
    says: "It goes in every other tab too",
    async run(at, device) {
      const context = await device("gil@mill");
      const other = await open(context, at);
      await see(other, FIRST);
      const page = await open(context, at, "/team");
      await invite(page);
      await miss(other, FIRST);
    },
  },
  {
    says: "It goes for everybody of the account, while their page is open",
    async run(at, device) {
      const colleague = await open(await device("hal@dock"), at);
      await see(colleague, FIRST);
      await invite(await open(await device("ida@dock"), at, "/team"));
      await miss(colleague, FIRST);
    },
  },
  {
    says: "Dismissed is dismissed: not on the next page",
    async run(at, device) {
      const page = await open(await device("jon@studio"), at);
      await see(page, FIRST);
      await page.getByRole("button", { name: "Close" }).click();
      await miss(page, FIRST);
      await page.reload();
      hold(!(await comes(page)), "it is there again");
    },
  },
  {
    says: "Nor on another device",
    async run(at, device) {
      const page = await open(await device("kim@studio"), at);
      await see(page, FIRST);
      await page.getByRole("button", { name: "Close" }).click();
      await miss(page, FIRST);
      await page.waitForTimeout(1_000);
      hold(!(await comes(await open(await device("kim@studio"), at))), "it is there");
    },
  },
  {
    says: "Half of the accounts are held out, on each device the same ones, and each is reported with its arm",
    holdout: 0.5,
    async run(at, device) {
      const users = ["lea", "max", "nia"];
      const seen = [];
      for (const user of users) {
        const [one, other] = [await device(`${user}@of-${user}`), await device(`${user}@of-${user}`)];
        const pages = [await open(one, at), await open(other, at)];
        const [first, second] = await Promise.all(pages.map(comes));
        hold(first === second, `${user} is in both arms`);
        seen.push(first!);
        // They leave.
        for (const page of pages) await page.goto("about:blank");
      }
      hold(new Set(seen).size === 2, "all are in one arm");
      for (const user of users)
        await until(async () => (await getArms(at, user)).length > 0, `${user} has no arm`);
    },
  },
  {
    says: "An event that the endpoint refuses for now arrives once, though the page has gone meanwhile",
    async run(at, device) {
      const context = await device("ron@pier");
      const page = await open(context, at, "/team");
      await page.waitForTimeout(2_000);
      at.setDown(true);
      await invite(page);
      await page.waitForTimeout(1_000);
      await page.goto(`${at.url}/`);
      await page.waitForTimeout(500);
      at.setDown(false);
      await page.goto(`${at.url}/team`);
      const count = async () =>
        (await at.getEvents("ron")).filter(({ event }) => event === "Teammate Invited").length;
      await until(async () => (await count()) === 1, "it has not arrived", 30_000);
    },
  },
];

/** The arms that were reported of a user. */
const getArms = async (at: Comparison, user: string): Promise<unknown[]> =>
  (await at.getEvents(user)).map(({ properties }) => properties?.arm).filter((arm) => arm !== undefined);

async function until(holds: () => Promise<boolean>, says: string, within = 10_000): Promise<void> {
  for (const end = performance.now() + within; !(await holds()); ) {
    hold(performance.now() < end, says);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Runs one case in browsers of its own. What does not hold comes back as a sentence. */
export async function tryCase(one: Case, at: Comparison, browser: Browser): Promise<string | undefined> {
  const contexts: BrowserContext[] = [];
  const device: Device = async (session) => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    contexts.push(context);
    await context.addCookies([{ name: "session", value: session, url: at.url }]);
    return context;
  };
  try {
    await one.run(at, device);
    return undefined;
  } catch (error) {
    return (error as Error).message.split("\n")[0]!;
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}
