/** Random targets in random windows: what is drawn by lot for `tests/browser/geometry.test.ts`, and how it is set up. */
import type { Standing, StandingHost } from "./standing.ts";
import type { Host } from "./visitor.ts";

export const PAGES = ["/", "/bootstrap", "/bulma", "/pico"] as const;
const SIDES = ["auto", "top", "bottom", "left", "right", "start", "end"] as const;
/** Some windows as people have them; others are drawn by lot. Half of them are zoomed by the browser. */
const ZOOMS = [1, 1, 1, 1.25, 1.5, 2, 0.8];

export interface Pane {
  readonly path: (typeof PAGES)[number];
  readonly width: number;
  readonly height: number;
  /** The browser's own zoom: pixels of the screen for one of the page. */
  readonly zoom: number;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly side: (typeof SIDES)[number];
  readonly dir: "ltr" | "rtl";
  /** How far the page is scrolled before, from 0 to 1. */
  readonly scroll: number;
  /** A zoom by the page's styles. */
  readonly cssZoom: number;
  /** An element of the page by lot, from 0 to 1; or a box of our own. */
  readonly target: number | OwnBox;
}

/** Shares of the window, which they may exceed. */
interface OwnBox {
  readonly position: "fixed" | "absolute";
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly transform: string;
}

/** A small generator with a good spread, from 0 to 1 (mulberry32). */
export function createLots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many cases on each page alike, ten for each size of the window. */
export function drawPanes(runs: number, seed: number): Pane[] {
  const draw = createLots(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const between = (from: number, to: number): number => Math.round(from + draw() * (to - from));
  const panes = Math.ceil(runs / 10);
  return Array.from({ length: panes }, (_, i): Pane => {
    const zoom = pick(ZOOMS);
    return {
      path: PAGES[Math.floor((i * PAGES.length) / panes)]!,
      width: Math.round(between(340, 1680) / zoom),
      height: Math.round(between(480, 1050) / zoom),
      zoom,
      cases: Array.from({ length: Math.min(10, runs - i * 10) }, () => drawCase(draw, pick)),
    };
  });
}

function drawCase(draw: () => number, pick: <T>(list: readonly T[]) => T): Case {
  return {
    side: pick(SIDES),
    dir: pick(["ltr", "ltr", "rtl"] as const),
    scroll: draw(),
    cssZoom: pick([1, 1, 1, 0.9, 1.3]),
    target: draw() < 0.6 ? draw() : drawBox(draw, pick),
  };
}

function drawBox(draw: () => number, pick: <T>(list: readonly T[]) => T): OwnBox {
  const position = pick(["fixed", "absolute"] as const);
  // A few are as large as the window; most are not.
  const size = (): number => 0.01 + draw() ** 3;
  const [width, height] = [size(), size()];
  const within = (extent: number): number => draw() * Math.max(0, 1 - extent);
  return {
    position,
    width,
    height,
    left: within(width),
    top: position === "fixed" ? within(height) : draw() * 2,
    transform: pick(["none", "none", "rotate(15deg)", "scale(0.7)", "skewX(12deg)"]),
  };
}

/** What a page answers for a case: its faults, with the case for who wants to see it again. */
export type Verdict = Standing["faults"][number];

declare const window: Host & StandingHost;

/** Runs in the page, one case after the other. */
export async function runCases(cases: readonly Case[]): Promise<Array<Verdict[]>> {
  const isFit = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 4 &&
      height > 4 &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest("milepost-root,dialog,select > *,[popover],.virtual *,.twin,#again-place,#late-place")
    );
  };

  /** Whether the middle of it belongs to something else. */
  function isUnder(element: Element): boolean {
    const { x, y, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return !!hit && !hit.contains(element) && !element.contains(hit);
  }

  function setUp({ dir, cssZoom, scroll, target }: Case): boolean {
    for (const old of document.querySelectorAll("[data-here]"))
      old.id === "own-box" ? old.remove() : old.removeAttribute("data-here");
    document.documentElement.dir = dir;
    document.body.style.zoom = String(cssZoom);
    scrollTo({ top: scroll * (document.documentElement.scrollHeight - innerHeight), behavior: "instant" });
    if (typeof target === "number") {
      const all = [...document.body.querySelectorAll("*")].filter(isFit);
      all[Math.floor(target * all.length)]?.setAttribute("data-here", "");
      return all.length > 0;
    }
    const box = document.createElement("div");
    box.id = "own-box";
    box.dataset.here = "";
    const { left, top, width, height, position, transform } = target;
    const px = (share: number, extent: number): string => `${Math.max(6, (share * extent) / cssZoom)}px`;
    Object.assign(box.style, {
      position,
      transform,
      zIndex: "9999",
      background: "#f0f8",
      left: px(left, innerWidth),
      top: px(top, innerHeight),
      width: px(width, innerWidth),
      height: px(height, innerHeight),
    });
    document.body.append(box);
    return true;
  }

  /** Closes the guide, and waits until it has gone. */
  async function end(): Promise<Verdict[]> {
    const patience = performance.now() + 20_000;
    window.milepost.end();
    while (document.querySelector("milepost-root")?.shadowRoot?.querySelector("section")) {
      if (performance.now() > patience) return ["it does not go"];
      await window.whenFrame();
    }
    return [];
  }

  const verdicts: Array<Verdict[]> = [];
  for (const one of cases) {
    const isThere = setUp(one);
    window.milepost.start(`here-${one.side}`);
    const { faults } = await window.whenStanding(["[data-here]"], true);
    if (faults.length > 0) {
      const [why] = await window.milepost.explain(`here-${one.side}`);
      // What lies under a message that nothing scrolls away is rightly waited for.
      if (why?.text.includes("is covered by") && isUnder(document.querySelector("[data-here]")!))
        faults.length = 0;
      else faults.push(`${why?.text}`);
    }
    faults.push(...(await end()));
    verdicts.push(isThere ? faults : ["the page has no element to point at"]);
  }
  return verdicts;
}
