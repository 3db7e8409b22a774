import type { BrowserContext, Page } from "playwright-core";
import type { InPage, PictureDifference } from "../../pages/inPage.ts";
import type { Sight } from "../../pages/sight.ts";
import type { Plan, Target } from "../../sdk/domain/plan/plan.ts";

type Area = NonNullable<Sight["at"]>;

/** A guide as it stands in its place. */
export interface Picture {
  /** A PNG in base64: the guide, what it stands at, and a little around them. */
  readonly png: string;
  /** What a screen reader is told of it, as YAML. */
  readonly tree: string;
}

export interface VisitorOptions {
  /** The code of `src/pages`. */
  readonly script: string;
  /** How long a target may take to come, in milliseconds. */
  readonly ms: number;
  /** Selectors of what is painted over in pictures, since it is never the same twice. */
  readonly mask: readonly string[];
}

/** Goes through the product's pages, with the SDK's finding and drawing at hand. */
export interface Visitor {
  /** Opens a page; says what came in its place, where something did. One that `mayLead` on may be another page then. */
  open(address: string, mayLead: boolean): Promise<string | undefined>;
  whenThere(targets: readonly Target[]): Promise<void>;
  look(target: Target): Promise<Sight>;
  /** Draws the plan's one guide beside what is `at` there, and takes it away again; `undefined` where it does not come. */
  show(plan: Plan, step: number, at: Area | undefined): Promise<Picture | undefined>;
  /** Presses what is there, as a user does. */
  press(at: Area): Promise<void>;
  url(): string;
  compare(before: string, now: string): Promise<PictureDifference>;
}

/** What the script brings into a page; functions that run there know of nothing else around them. */
declare const milepostPages: InPage;

/** So much of the page is seen around a guide, in pixels. */
const AROUND = 24;

export async function createVisitor(
  context: BrowserContext,
  { script, ms, mask }: VisitorOptions,
): Promise<Visitor> {
  const blank = await context.newPage();
  // The last one is in front. A page behind it draws once a second.
  const page = await context.newPage();

  const ask = <G, T>(about: (given: G) => T | Promise<T>, given: G): Promise<T> =>
    askIn(page, script, about, given);

  return {
    open: (address, mayLead) => open(page, address, mayLead),
    whenThere: (targets) =>
      ask(([wanted, time]) => milepostPages.whenThere(wanted, time), [targets, ms] as const),
    look: (target) => ask((wanted) => milepostPages.look(wanted), target),
    async show(plan, step, at) {
      const own = await ask(([one, i, time]) => milepostPages.show(one, i, time), [plan, step, ms] as const);
      const picture = own && {
        png: await shoot(page, at ? [own, at] : [own], mask),
        tree: await readTree(page),
      };
      await ask(() => milepostPages.hide(), undefined);
      return picture;
    },
    async press({ x, y, width, height }) {
      await page.mouse.click(x + width / 2, y + height / 2);
      await page.waitForLoadState("load");
    },
    url: () => page.url(),
    compare: (before, now) =>
      askIn(blank, script, ([one, other]) => milepostPages.compare(one, other), [before, now] as const),
  };
}

/** So often it may go to another page while it is asked. */
const ATTEMPTS = 3;

/** Asks a page. One that was loaded anew has nothing of ours, and one that goes is asked again where it has come to. */
async function askIn<G, T>(
  page: Page,
  script: string,
  about: (given: G) => T | Promise<T>,
  given: G,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const isIn = await page.evaluate(() => "milepostPages" in window);
      if (!isIn) await page.evaluate(script);
      return (await page.evaluate(about as (given: never) => T | Promise<T>, given as never)) as T;
    } catch (error) {
      const hasGone = /context was destroyed|navigation/i.test((error as Error).message);
      if (!hasGone || attempt === ATTEMPTS) throw error;
      await page.waitForLoadState("load");
    }
  }
}

async function open(page: Page, address: string, mayLead: boolean): Promise<string | undefined> {
  try {
    const response = await page.goto(address, { waitUntil: "load" });
    const status = response?.status() ?? 200;
    if (status >= 400) return `status ${status}`;
    const [wanted, came] = [new URL(address), new URL(page.url())];
    // A router may add a query or a hash of its own.
    const isOther = came.host !== wanted.host || toPath(came) !== toPath(wanted);
    return isOther && !mayLead ? `${came.pathname} in its place` : undefined;
  } catch (error) {
    return (error as Error).message.split("\n")[0]!.replace(/^page\.goto: /, "");
  }
}

const toPath = ({ pathname }: URL): string => pathname.replace(/(.)\/$/, "$1");

async function shoot(page: Page, areas: readonly Area[], mask: readonly string[]): Promise<string> {
  const { width, height } = page.viewportSize()!;
  const left = Math.max(0, Math.floor(Math.min(...areas.map((one) => one.x)) - AROUND));
  const top = Math.max(0, Math.floor(Math.min(...areas.map((one) => one.y)) - AROUND));
  const right = Math.min(width, Math.ceil(Math.max(...areas.map((one) => one.x + one.width)) + AROUND));
  const bottom = Math.min(height, Math.ceil(Math.max(...areas.map((one) => one.y + one.height)) + AROUND));
  const bytes = await page.screenshot({
    clip: { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) },
    animations: "disabled",
    scale: "css",
    mask: mask.map((selector) => page.locator(selector)),
  });
  return bytes.toString("base64");
}

async function readTree(page: Page): Promise<string> {
  const drawn = await page.evaluate(() => milepostPages.drawn);
  const all = await page.locator(":is(milepost-root, milepost-slot)").locator(drawn).all();
  const seen: string[] = [];
  for (const one of all) if (await one.isVisible()) seen.push(await one.ariaSnapshot());
  return `${seen.join("\n")}\n`;
}
