import { type Site, type SiteOptions, startSite } from "../helpers/site.ts";
import { type Host, until } from "../helpers/visitor.ts";
import type { Engine, EnginePage, Key } from "./engine.ts";

declare const window: Host & { readonly faults: readonly string[] };

/** A page of a site, and what a person sees of it. */
export interface Visit extends EnginePage {
  readonly site: Site;
  load(path?: string): Promise<void>;
  track(event: string, properties?: Record<string, unknown>): Promise<void>;
  start(guide: string): Promise<void>;
  /** Waits until a guide with this text can be seen; until none is. */
  whenSeen(text: string): Promise<void>;
  whenGone(text: string): Promise<void>;
  isSeen(text: string): Promise<boolean>;
  /** What has the focus: `#new`, or what a screen reader would say of it: `button Close`. */
  focused(): Promise<string>;
  whenFocused(what: string): Promise<void>;
  /** Presses keys, and says after each what has the focus. */
  walk(...keys: readonly Key[]): Promise<string[]>;
  /** Presses Tab until that has the focus, ten times at most. */
  walkTo(what: string): Promise<void>;
  focus(selector: string): Promise<void>;
}

/** Takes note of what the page's own code never catches. A file, as the strictest page allows nothing else. */
const WATCH = `
  window.faults = [];
  addEventListener("error", ({ message }) => faults.push(message));
  addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason)));
`;

/** A site of its own, whose storage nobody has used, and a page of it. */
export async function openVisit(engine: Engine, options: SiteOptions): Promise<Visit> {
  const pages = Object.entries(options.pages ?? {}).map(([path, body]) => [
    path,
    `<script src="/watch.js"></script>${body}`,
  ]);
  const scripts = { ...options.scripts, "/watch.js": WATCH };
  const site = await startSite({ ...options, pages: Object.fromEntries(pages), scripts });
  return openPage(engine, site);
}

/** Another page of the same site, by the same person. */
export async function openPage(engine: Engine, site: Site, path = "/"): Promise<Visit> {
  const page = await engine.open();
  const visit = toVisit(page, site);
  await visit.load(path);
  return visit;
}

function toVisit(page: EnginePage, site: Site): Visit {
  const whenFocused = (what: string) =>
    until(async () => (await page.evaluate(readFocus)) === what, `the focus on ${what}`, 10_000).catch(
      async (error) => {
        throw new Error(`${error.message}; it is on ${await page.evaluate(readFocus)}`);
      },
    );
  return {
    ...page,
    site,
    async load(path = "/") {
      await page.goto(site.url + path);
      await until(() => page.evaluate(() => "track" in window.milepost), "Milepost", 20_000);
      await page.evaluate(() => window.milepost.ready());
    },
    track: (event, properties = {}) =>
      page.evaluate(
        async ([name, given]) => {
          await window.milepost.track(name, given);
        },
        [event, properties] as const,
      ),
    start: (guide) => page.evaluate((id) => window.milepost.start(id), guide),
    whenSeen: (text) => until(() => page.evaluate(sees, text), `"${text}" is seen`, 10_000),
    whenGone: (text) => until(async () => !(await page.evaluate(sees, text)), `"${text}" has gone`, 10_000),
    isSeen: (text) => page.evaluate(sees, text),
    focused: () => page.evaluate(readFocus),
    whenFocused,
    async walk(...keys) {
      const way: string[] = [];
      for (const key of keys) {
        await page.press(key);
        way.push(await page.evaluate(readFocus));
      }
      return way;
    },
    async walkTo(what) {
      const way: string[] = [];
      while (way.at(-1) !== what && way.length < 10) {
        await page.press("Tab");
        way.push(await page.evaluate(readFocus));
      }
      if (way.at(-1) !== what) throw new Error(`Tab leads to ${way.join(", ")}; not to ${what}`);
    },
    focus: (selector) => page.evaluate((one) => document.querySelector<HTMLElement>(one)!.focus(), selector),
    async close() {
      const faults = await page.evaluate(() => window.faults);
      await page.close();
      await site.close();
      if (faults.length > 0) throw new Error(`the page threw: ${faults.join("; ")}`);
    },
  };
}

/** Runs in the page. A picture that fades out is inert, and counts as gone. */
function sees(text: string): boolean {
  return [...document.querySelectorAll("milepost-root,milepost-slot")].some(({ shadowRoot }) =>
    [...shadowRoot!.querySelectorAll<HTMLElement>(".surface,.launcher,.opener,.dot")].some(
      (box) =>
        !box.inert &&
        box.checkVisibility({ visibilityProperty: true }) &&
        (box.textContent.includes(text) || box.ariaLabel === text),
    ),
  );
}

/** Runs in the page. */
function readFocus(): string {
  let focus = document.activeElement;
  while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
  if (!focus || focus === document.body) return "body";
  if (focus.id && focus.getRootNode() === document) return `#${focus.id}`;
  const root = focus.getRootNode() as ShadowRoot;
  const by = focus.getAttribute("aria-labelledby") ?? "";
  const input = focus.localName === "input" ? (focus as HTMLInputElement).type : focus.localName;
  const name = by ? root.getElementById(by)?.textContent : (focus.ariaLabel ?? focus.textContent);
  return `${focus.getAttribute("role") ?? input} ${name?.trim() ?? ""}`.trim();
}
