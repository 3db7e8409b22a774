import { expect } from "vitest";
import { acme } from "../helpers/acme.ts";
import { test as siteTest } from "../helpers/browserTest.ts";
import type { Host as Window } from "../helpers/visitor.ts";
import { bundleHost } from "./bundleHost.ts";
import { getEngine } from "./engines/engines.ts";
import type { HostBrowser, HostPage, HostPart } from "./engines/hostPage.ts";
import { getPart, type Host, type Parts } from "./host.ts";

/** What the hosts' pages note of what somebody has done there, and what they offer to a test. */
export interface HostWindow extends Window {
  readonly done: Readonly<Record<string, string>>;
  /** What the page's own code never caught. */
  readonly thrown: readonly string[];
  /** An element that a test looks for again. */
  known?: Element | null;
  /** Ends the loading screen. */
  loaded(): void;
  /** Draws all of the page anew. */
  redraw(): void;
}
declare const window: HostWindow;

/** Somebody on a page of a host. */
export interface Stay {
  readonly host: Host;
  readonly page: HostPage;
  /** An element with an id of ours. */
  byId(id: string): HostPart;
  part(name: keyof Parts): HostPart;
  /** What the selector finds in what Milepost has drawn. */
  ours(selector: string): HostPart;
  readonly card: HostPart;
  /** A text within a guide on the screen. */
  see(text: string): HostPart;
  /** A button in a guide. */
  button(name: string): HostPart;
  track(event: string): Promise<unknown>;
  /** Lets what waits for it come, and waits until this text of it is seen. */
  want(text: string): Promise<void>;
  /** Opens a layer of the host's, and waits for what is in it. */
  openLayer(kind: "dialog" | "drawer"): Promise<void>;
  /** What was done in the page: `done.menu` is the entry that was chosen. */
  done(what: string): Promise<string | undefined>;
  /** Presses a key so often, and says after each time what has the focus. */
  walk(key: string, times: number): Promise<string[]>;
  /** What does not get a press at its middle, as something else lies over it. */
  covered(of: HostPart): Promise<string[]>;
  /** What the page's own code threw and never caught. */
  thrown(): Promise<readonly string[]>;
}

/** Opens the host with these guides, without any where it is to be without us; on a desk where nothing else is said. */
export type Open = (guides?: object | ((host: Host) => object), as?: "desk" | "phone") => Promise<Stay>;

/** Something for an open host to hold to. */
export interface Row {
  readonly of: Host["has"][number];
  readonly says: string;
  check(open: Open): Promise<void>;
}

export const HELP = { type: "help", title: "Help", launcher: "bottom-end" };
export const ASK = { type: "survey", question: { kind: "text", ask: "What is missing here?" } };
/** A tooltip that comes when it is wanted. */
export const tipAt = (target: string, more: object = {}) => ({
  tip: { type: "tooltip", if: { event: "Wanted" }, target, title: "Beside this", body: "Words.", ...more },
});
const DOCS = [{ id: "tax", title: "Tax on invoices", body: "It is added at the end." }];

const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** Takes note of what nobody catches. What a browser only says, as of an observer that goes round, has no error. */
const WATCH = `<script>
window.thrown = [];
addEventListener("error", ({ error, message }) => error && thrown.push(message));
addEventListener("unhandledrejection", ({ reason }) => thrown.push(String(reason)));
</script>`;

const createPage = async (host: Host, path: string, isOurs: boolean): Promise<string> => {
  const { style } = await bundleHost(host.entry);
  const ours = `<script async src="/dist/milepost.js" data-config="/milepost.json"></script>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${WATCH}${isOurs ? ours : ""}
<style>${style}</style><script defer src="/app.js"></script></head>
<body>${host.html?.(path) ?? `<div id="app"></div>`}</body></html>`;
};

/** `test` with a page of a host: with guides on it, or without us. */
export const test = siteTest
  .extend("engine", { scope: "worker" }, getEngine)
  .extend("hosts", { scope: "worker" }, async ({ engine }, { onCleanup }): Promise<HostBrowser> => {
    const browser = await engine.open();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend(
    "openHost",
    ({ site, hosts }) =>
      async (host: Host, guides?: object, as: keyof typeof SIZES = "desk"): Promise<Stay> => {
        const { script } = await bundleHost(host.entry);
        const isOurs = guides !== undefined;
        await site.start({
          config: acme({ gaps: {}, guides: guides ?? {}, docs: DOCS }),
          whole: {
            "/": await createPage(host, "/", isOurs),
            "/second": await createPage(host, "/second", isOurs),
          },
          scripts: { "/app.js": script },
        });
        const page = await hosts.open(SIZES[as]);
        await page.goto(`${site.url}/`);
        await page.locator("#target").waitFor();
        if (isOurs) await page.waitForFunction(() => "start" in (window.milepost ?? {}));
        // Where nothing opens, so that nothing waits for it.
        await page.mouse.move(as === "desk" ? 1000 : 380, 300);
        return toStay(page, host);
      },
  );

const toStay = (page: HostPage, host: Host): Stay => {
  const byId = (id: string) => page.locator(`[id="${id}"]`);
  const ours = (selector: string) => page.locator("milepost-root").locator(selector);
  // Not in the live region, which says the same to screen readers.
  const see = (text: string) => ours("[part~=card]").getByText(text);
  const track = (event: string) => page.evaluate((name) => window.milepost.track(name), event);
  return {
    host,
    page,
    byId,
    ours,
    see,
    track,
    part: (name) => page.locator(getPart(host, name)),
    card: ours(".card[data-side]"),
    button: (name) => page.locator("milepost-root").getByRole("button", { name }),
    async want(text) {
      await track("Wanted");
      await see(text).waitFor();
    },
    async openLayer(kind) {
      await byId(`${kind}-open`).click();
      await byId(`${kind}-name`).waitFor();
      await expect
        .poll(() => page.evaluate(readFocus), { message: "the focus in the layer" })
        .not.toBe(`${kind}-open`);
    },
    done: (what) => page.evaluate((name) => window.done[name], what),
    thrown: () => page.evaluate(() => window.thrown),
    async walk(key, times) {
      const stops: string[] = [];
      for (let step = 0; step < times; step++) {
        await page.keyboard.press(key);
        stops.push(await page.evaluate(readFocus));
      }
      return stops;
    },
    covered: (of) =>
      of.evaluateAll((all) =>
        all.flatMap((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          const isInWindow =
            width > 0 && x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight;
          let top = isInWindow ? document.elementFromPoint(x + width / 2, y + height / 2) : null;
          const isOurs = top?.localName.startsWith("milepost-");
          while (top?.shadowRoot && !isOurs) {
            const inner: Element | null = top.shadowRoot.elementFromPoint(x + width / 2, y + height / 2);
            if (!inner || inner === top) break;
            top = inner;
          }
          return top && isOurs ? [`${one.textContent} under ${top.localName}`] : [];
        }),
      ),
  };
};

/** Runs in the page: a name of ours for what has the focus. */
function readFocus(): string {
  const way: Element[] = [];
  for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) way.push(at);
  const inner = way.at(-1) ?? null;
  if (way.some(({ localName }) => localName.startsWith("milepost-")))
    return `ours: ${inner?.ariaLabel ?? inner?.textContent?.trim() ?? ""}`;
  let focus = way[0];
  // A component's own field goes by the component's id.
  for (let at: Element | null = inner; at && !focus?.id; at = at.parentElement) focus = at;
  return focus?.id || focus?.localName || "";
}
