import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { type Host, openTab, type Tab, until } from "../helpers/visitor.ts";

declare const window: Host & {
  opened: string[];
  violated: string[];
  left: { readonly timers: Set<number>; readonly observers: Set<unknown> };
};

const SIGNALS = ["rage-click", "dead-click", "u-turn", "error", "hesitation"];

const when = (name: string, condition: object) => [name, { to: "done", opens: condition }] as const;

const config = {
  version: 1,
  product: "acme",
  consent: "full",
  report: { endpoint: "/v1/batch", writeKey: "acme-web" },
  milestones: { done: { title: "Done", when: { event: "Done" } } },
  gaps: Object.fromEntries([
    ...SIGNALS.map((signal) => when(signal, { signal })),
    when("there", { element: "#late", visible: false }),
    when("seen", { element: "#below" }),
    when("drawn", { element: "#faded" }),
    when("folded", { element: "#folded" }),
    when("within", { element: "x-app >>> #keep" }),
    when("elsewhere", { all: [{ element: "#here" }, { page: "/other" }] }),
  ]),
};

/** Without a script in it, as the policy demands; what its parts do is in `app.js`. */
const HOME = `<main>
  <p id="text">Some words to select.</p>
  <button id="dead" type="button">Save</button>
  <button id="off" type="button" disabled>Send</button>
  <button id="plus" type="button">+</button> <output id="count">0</output>
  <button id="menu" type="button">Menu</button>
  <button id="slow" type="button">Save in the background</button>
  <button id="jump" type="button">To the end</button>
  <button id="ask" type="button">Delete</button>
  <button id="pop" type="button" popovertarget="hint">Hint</button><div popover id="hint">A hint.</div>
  <a id="other" href="/other">Other</a> <a id="file" href="/file" download>Download</a>
  <a id="nowhere" href="/nowhere">Nowhere</a>
  <form id="form"><label>Name <input id="name" required></label><label>Total <input id="total"></label><button id="submit">Send</button></form>
  <x-app></x-app>
  <p id="here">Here.</p><p id="faded">Faded.</p><div id="fold"><p id="folded">Folded.</p></div>
  <div id="high"></div><p id="below">Further down.</p>
</main><script src="/app.js"></script>`;
const OTHER = `<h1>Other</h1><a href="/">Home</a>`;

const APP = `
  const on = (id, run, type = "click") => document.getElementById(id)?.addEventListener(type, run);
  on("plus", () => { document.getElementById("count").textContent++; });
  on("menu", () => document.body.append(document.createElement("menu")), "pointerdown");
  on("slow", () => fetch("/saved"));
  on("jump", () => scrollTo(0, 900));
  on("ask", () => confirm("Sure?"));
  on("nowhere", (event) => event.preventDefault());
  const root = document.querySelector("x-app").attachShadow({ mode: "open" });
  const keep = root.appendChild(Object.assign(document.createElement("button"), { id: "keep", textContent: "Keep" }));
  keep.addEventListener("click", () => root.append("Kept."));
  const style = (id, property, value) => document.getElementById(id).style.setProperty(property, value);
  style("faded", "opacity", "0");
  style("fold", "height", "0");
  style("fold", "overflow", "hidden");
  style("high", "height", "2000px");
  window.violated = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violated.push(violatedDirective));
`;

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types milepost",
};

let tab: Tab;
let page: Page;

/** Keeps the opened gaps of each page, and counts what an instance could leave behind. */
function prepare(): void {
  window.opened = [];
  window.left = { timers: new Set(), observers: new Set() };
  const early: unknown[][] = [];
  const onReport = ({ event, properties }: { event: string; properties: Record<string, string> }): void => {
    if (event === "Gap Opened") window.opened.push(properties.gap_id!);
  };
  early.push(["on", "report", onReport]);
  Object.assign(window, { milepost: early });

  const { timers, observers } = window.left;
  const { setTimeout: set, clearTimeout: clear } = window;
  Object.assign(window, {
    setTimeout(run: () => void, ms?: number) {
      const id = set(() => {
        timers.delete(id);
        run();
      }, ms);
      timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      timers.delete(id);
      clear(id);
    },
  });
  for (const { prototype } of [MutationObserver, IntersectionObserver, PerformanceObserver] as const) {
    const { observe, disconnect } = prototype as MutationObserver;
    Object.assign(prototype, {
      observe(this: MutationObserver, ...given: Parameters<typeof observe>) {
        if (new Error().stack?.includes("/dist/")) observers.add(this);
        observe.apply(this, given);
      },
      disconnect(this: MutationObserver) {
        observers.delete(this);
        disconnect.apply(this);
      },
    });
  }
}

/** Both halves of what watches are there and have begun. */
async function whenWatched(on: Page): Promise<void> {
  await on.waitForFunction(() => {
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    return ["friction", "elements"].every((half) => loaded.some((name) => name.includes(`milepost-${half}`)));
  });
  await on.waitForTimeout(100);
}

const getOpened = (on: Page): Promise<string[]> => on.evaluate(() => window.opened);
const whenOpened = (gap: string) => page.waitForFunction((name) => window.opened.includes(name), gap);

type Act = (page: Page) => Promise<unknown>;
const press =
  (css: string, times = 1): Act =>
  async (on) => {
    const { x, y, width, height } = (await on.locator(css).boundingBox())!;
    await on.mouse.move(x + width / 2, y + height / 2);
    for (let clickCount = 1; clickCount <= times; clickCount++) {
      await on.mouse.down({ clickCount });
      await on.mouse.up({ clickCount });
    }
  };
/** Not so fast as a redirect. */
const linger: Act = (on) => on.waitForTimeout(600);
const goToOther: Act = async (on) => {
  await linger(on);
  await press("#other")(on);
  await on.waitForURL("**/other");
  await whenWatched(on);
  await linger(on);
};

const friction: ReadonlyArray<readonly [signal: string, title: string, act: Act]> = [
  ["rage-click", "three presses on a button that does nothing", press("#dead", 3)],
  ["rage-click", "three presses on a button that is off", press("#off", 3)],
  ["dead-click", "one press on a button that does nothing", press("#dead")],
  ["dead-click", "one press on a link that leads nowhere", press("#nowhere")],
  [
    "u-turn",
    "to another page and back by its link",
    async (on) => {
      await goToOther(on);
      await on.getByRole("link", { name: "Home" }).click();
    },
  ],
  [
    "u-turn",
    "to another page and back in history",
    async (on) => {
      await goToOther(on);
      await on.goBack();
    },
  ],
  [
    "u-turn",
    "there and back within one document",
    async (on) => {
      await linger(on);
      await on.evaluate(() => history.pushState({}, "", "/b"));
      await linger(on);
      await on.evaluate(() => history.back());
    },
  ],
  ["error", "an error that nobody caught", (on) => on.evaluate(() => reportError(new Error("broken")))],
  [
    "error",
    "a promise that nobody caught",
    (on) => on.evaluate(() => void Promise.reject(new Error("broken"))),
  ],
];

const harmless: ReadonlyArray<readonly [title: string, act: Act]> = [
  ["a stepper that is pressed five times", press("#plus", 5)],
  ["three presses that select a paragraph", press("#text", 3)],
  ["four presses in a field", press("#total", 4)],
  ["a menu that opens before the button is let go", press("#menu")],
  ["a request without a word of it", press("#slow")],
  ["a press that scrolls", press("#jump")],
  ["a press that changes a shadow root around it", press("#keep")],
  [
    "a press that asks something",
    async (on) => {
      on.once("dialog", (dialog) => setTimeout(() => void dialog.dismiss(), 1_200));
      await press("#ask")(on);
    },
  ],
  ["a popover", press("#pop")],
  ["a download", press("#file")],
  ["a form that is not filled in", press("#submit")],
  [
    "a picture that does not load, a request that is called off, a notice of ResizeObserver",
    (on) =>
      on.evaluate(() => {
        document.body.append(Object.assign(new Image(), { src: "/nothing.png" }));
        void fetch("/saved", { signal: AbortSignal.abort() });
        let width = 300;
        new ResizeObserver(([entry]) => {
          if (width < 310) (entry!.target as HTMLElement).style.width = `${++width}px`;
        }).observe(document.querySelector("#text")!);
      }),
  ],
  [
    "a filter of the same page, and back",
    async (on) => {
      await on.evaluate(() => history.pushState({}, "", "/?tab=2"));
      await linger(on);
      await on.evaluate(() => history.back());
    },
  ],
];

const test = visitorTest
  /** Opens the site in a new tab, and waits until it is watched. */
  .extend("openWatched", ({ visitor, site }) => async (path = "/"): Promise<Tab> => {
    const opening = await openTab(visitor, site, path);
    await whenWatched(opening.page);
    return opening;
  });
test.override("siteOptions", { config, headers, pages: { "/": HOME, "/other": OTHER } });
test.beforeEach(async ({ visitor, openWatched }) => {
  await visitor.route("**/app.js", (route) => route.fulfill({ contentType: "text/javascript", body: APP }));
  await visitor.route("**/saved", (route) => route.fulfill({ body: "{}" }));
  await visitor.addInitScript(prepare);
  tab = await openWatched();
  page = tab.page;
});

describe("friction", () => {
  test.each(friction)("opens the gap that waits for %s: %s", async (signal, _, act) => {
    await act(page);
    await whenOpened(signal);
    expect(await page.evaluate(() => window.violated)).toEqual([]);
  });

  test("hesitates who is in a form for twenty seconds without a key", async () => {
    const { clock } = page;
    await clock.install();
    await page.locator("#name").focus();
    await clock.runFor(15_000);
    await page.keyboard.press("A");
    await clock.runFor(19_500);
    expect(await getOpened(page)).not.toContain("hesitation");
    await clock.runFor(600);
    await whenOpened("hesitation");
  });

  test("is not what only looks like it", async ({ openWatched }) => {
    const found = await Promise.all(
      harmless.map(async ([title, act]) => {
        const { page: other } = await openWatched();
        await act(other);
        await other.waitForTimeout(2_600);
        const opened = await getOpened(other);
        return { title, opened: opened.filter((gap) => SIGNALS.includes(gap)) };
      }),
    );
    expect(found.filter(({ opened }) => opened.length > 0)).toEqual([]);
  });

  test("leaves the browser only as the gap that it has opened", async ({ site }) => {
    await press("#dead", 3)(page);
    await whenOpened("rage-click");
    await page.waitForTimeout(200);
    await tab.leave();
    await until(() => site.told().includes("Gap Opened: rage-click"), "the gap's report");
    expect(JSON.stringify(site.rows)).not.toMatch(/signal rage|#dead|Save/);
  });
});

describe("an element opens the gap that waits for it", () => {
  test("when it comes", async () => {
    expect(await getOpened(page)).not.toContain("there");
    await page.evaluate(() => {
      const late = Object.assign(document.createElement("p"), { id: "late", hidden: true });
      document.body.append(late);
    });
    await whenOpened("there");
  });

  test("when it is seen, and not before", async () => {
    await page.waitForTimeout(300);
    expect(await getOpened(page)).not.toContain("seen");
    await page.mouse.wheel(0, 2_500);
    await whenOpened("seen");
  });

  test("when it is drawn, and not before", async () => {
    await page.waitForTimeout(300);
    expect(await getOpened(page)).not.toContain("drawn");
    await page.locator("#faded").evaluate((element) => element.style.setProperty("opacity", "1"));
    await whenOpened("drawn");
  });

  test("when what it is folded into unfolds", async () => {
    expect(await getOpened(page)).not.toContain("folded");
    await page.locator("#fold").evaluate((element) => element.style.setProperty("height", "40px"));
    await whenOpened("folded");
  });

  test("within a shadow root", async () => {
    await whenOpened("within");
  });

  test("on its own page only, though the one before still stands there when the address changes", async () => {
    await page.evaluate(() => {
      history.pushState({}, "", "/other");
      requestAnimationFrame(() => document.querySelector("#here")!.remove());
    });
    await page.waitForTimeout(500);
    expect(await getOpened(page)).not.toContain("elsewhere");
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement("p"), { id: "here", textContent: "Here." }));
      scrollTo(0, 9_999);
    });
    await whenOpened("elsewhere");
  });
});

describe("the page", () => {
  test("is left without a listener, observer or timer by destroy, amid a press and a form", async () => {
    await page.locator("#name").focus();
    await press("#dead")(page);
    const take = () =>
      page.evaluate(() => ({ timers: window.left.timers.size, observers: window.left.observers.size }));
    const amid = await take();
    expect(amid.observers).toBeGreaterThan(3);
    expect(await countListeners()).toBeGreaterThan(20);
    await page.evaluate(() => window.milepost.destroy());
    await page.waitForTimeout(300);
    expect(await take()).toEqual({ timers: 0, observers: 0 });
    expect(await countListeners()).toBe(0);
    expect(tab.thrown).toEqual([]);
  });

  test("of somebody whom Milepost is not for is not watched, and nothing loads for it", async ({
    site,
    visitor,
  }) => {
    await site.close();
    await site.start({
      config: { ...config, for: { trait: "beta", is: true } },
      headers,
      pages: { "/": HOME },
    });
    const loaded: string[] = [];
    visitor.on("request", (request) => loaded.push(request.url()));
    const { page: other } = await openTab(visitor, site);
    await other.waitForFunction(() => "track" in window.milepost);
    await other.waitForTimeout(300);
    expect(loaded.filter((url) => /milepost-(signals|elements)/.test(url))).toEqual([]);
    await other.evaluate(() => window.milepost.identify("ana", { beta: true }));
    await whenWatched(other);
  });

  test.for([
    ["friction", "what notices friction"],
    ["elements", "what watches elements"],
  ])(
    "works on without what is in milepost-%s, and is told so in one line",
    async ([half, what], { site, visitor }) => {
      await site.start({ config, headers, pages: { "/": HOME }, missing: `milepost-${half}` });
      const { page: other, logged, thrown } = await openTab(visitor, site);
      await until(() => logged.length > 0, "a line on the console");
      expect(logged).toEqual([expect.stringContaining(`Milepost: ${what} did not load: `)]);
      expect(thrown).toEqual([]);
      await press("#plus")(other);
      expect(await other.locator("#count").textContent()).toBe("1");
    },
  );

  /** Ours, on the window and its document. */
  async function countListeners(): Promise<number> {
    const client = await page.context().newCDPSession(page);
    const ours = new Set<string>();
    client.on("Debugger.scriptParsed", ({ url, scriptId }) => url.includes("/dist/") && ours.add(scriptId));
    await client.send("Debugger.enable");
    let count = 0;
    for (const expression of ["window", "document"]) {
      const { result } = await client.send("Runtime.evaluate", { expression });
      const found = await client.send("DOMDebugger.getEventListeners", { objectId: result.objectId! });
      count += found.listeners.filter(({ scriptId }) => ours.has(scriptId)).length;
    }
    await client.detach();
    return count;
  }
});
