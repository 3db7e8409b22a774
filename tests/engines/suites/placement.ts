import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acme } from "../../helpers/acme.ts";
import { until } from "../../helpers/visitor.ts";
import { type Engine, SIZE } from "../engine.ts";
import { openVisit, type Visit } from "../visit.ts";

interface Case {
  /** The body of the page; what is pointed at is `.t`. */
  readonly page: string;
  /** Where else the target is to be looked for. */
  readonly target?: string;
  readonly placement?: "top" | "bottom" | "start" | "end";
  /** Names of the sides on which the card may stand. */
  readonly side?: RegExp;
  readonly rtl?: boolean;
}

const button = (style: string) => `<button class="t" style="${style}">Here</button>`;
const at = (place: string) => button(`position:fixed;${place}`);
const MIDDLE = "top:300px;left:500px";

/** A page that puts its target where many products do. */
const CASES: Readonly<Record<string, Case>> = {
  "in the middle": { page: at(MIDDLE), side: /bottom/ },
  "above, as asked": { page: at(MIDDLE), placement: "top", side: /top/ },
  "before it, as asked": { page: at(MIDDLE), placement: "start", side: /left/ },
  "before it, from right to left": { page: at(MIDDLE), placement: "start", side: /right/, rtl: true },
  "at the lower edge": { page: at("bottom:4px;left:500px"), side: /top/ },
  "at the upper edge, asked to be above": {
    page: at("top:4px;left:500px"),
    placement: "top",
    side: /bottom/,
  },
  "in the last corner": { page: at("bottom:0;right:0") },
  "at the left edge, asked to be before": { page: at("top:300px;left:0"), placement: "start", side: /right/ },
  "far down the page": {
    page: `<div style="height:3000px"></div>${button("")}<div style="height:2000px"></div>`,
  },
  "in a box that scrolls": {
    page: `<div style="height:300px;overflow:auto"><div style="height:1500px"></div>${button("")}<div style="height:900px"></div></div>`,
  },
  "in a box that is turned into a layer": {
    page: `<div style="transform:translate(120px,80px) scale(.9);overflow:hidden;width:400px;height:90px">${button("")}</div>`,
  },
  "under a sticky head with the highest z-index": {
    page: `<div style="position:sticky;top:0;height:60px;z-index:2147483647;background:#eee"></div>${button("margin:10px 400px")}`,
  },
  "in an open shadow root": {
    page: `<x-box></x-box><script>document.querySelector("x-box").attachShadow({mode:"open"}).append(document.createRange().createContextualFragment('${button("margin:100px")}'))</script>`,
    target: "x-box >>> .t",
  },
  "in a frame": {
    page: `<iframe style="margin:60px;width:400px;height:200px;border:3px solid" srcdoc='${button("margin:80px")}'></iframe>`,
    target: "iframe >>> .t",
  },
  "in a modal dialog": {
    page: `<dialog style="width:500px;height:240px">${button("margin:40px")}</dialog><script>document.querySelector("dialog").showModal()</script>`,
  },
  "in a popover": {
    page: `<div popover id="p" style="width:500px;height:240px">${button("margin:40px")}</div><script>p.showPopover()</script>`,
  },
  "that comes later": {
    page: `<main></main><script>setTimeout(() => document.querySelector("main").append(document.createRange().createContextualFragment('${button("margin:200px")}')), 200)</script>`,
  },
};

const config = (one: Case) =>
  acme({
    gaps: {},
    guides: {
      tip: {
        type: "tooltip",
        target: one.target ?? ".t",
        ...(one.placement && { placement: one.placement }),
        title: "Here it is",
        body: "A few words that say what it is for, and what follows.",
      },
    },
  });

interface Place {
  readonly side: string | undefined;
  /** How far from the target it is, and how far out of the window; 0 where it is not. */
  readonly gap: number;
  readonly over: boolean;
  readonly out: number;
  readonly onTop: boolean;
}

/** Where the card of a guide stands, whatever its target stands in. */
export function describePlacement(openEngine: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine?.close());

  const openCase = async (one: Case): Promise<Visit> => {
    const root = one.rtl ? `lang="en" dir="rtl"` : `lang="en"`;
    const visit = await openVisit(engine, { config: config(one), pages: { "/": one.page }, root });
    await visit.start("tip");
    await visit.whenSeen("Here it is");
    return visit;
  };
  const whenSettled = async (visit: Visit, wanted: Partial<Place>): Promise<void> => {
    let place: Place | undefined;
    const isThere = async () => {
      place = await visit.evaluate(measure);
      return Object.entries(wanted).every(([name, value]) => place![name as keyof Place] === value);
    };
    await until(isThere, "its place", 10_000).catch(() => expect(place).toMatchObject(wanted));
  };
  const beside = { gap: 14, over: false, out: 0, onTop: true };

  describe("a card is beside, inside the window, on top and not over its target", () => {
    test.each(Object.entries(CASES))("%s", async (_, one) => {
      const visit = await openCase(one);
      await whenSettled(visit, beside);
      if (one.side) expect((await visit.evaluate(measure)).side).toMatch(one.side);
      await visit.close();
    });
  });

  test("a card follows its target that moves, grows and scrolls", async () => {
    const visit = await openCase({
      page: `<div style="height:2000px;padding-top:200px">${button("margin:100px")}</div>`,
    });
    await whenSettled(visit, beside);
    for (const change of [
      () => Object.assign(document.querySelector<HTMLElement>(".t")!.style, { translate: "300px 40px" }),
      () => Object.assign(document.querySelector<HTMLElement>(".t")!.style, { padding: "30px 60px" }),
      () => scrollTo(0, 120),
    ]) {
      await visit.evaluate(change as () => void);
      await whenSettled(visit, beside);
    }
    await visit.close();
  });

  test("on a phone the card is a sheet at the lower edge, and the target is above it", async () => {
    const visit = await openCase({
      page: `<div style="height:700px"></div>${button("")}<div style="height:900px"></div>`,
    });
    await visit.resize(390, 700);
    await visit.load();
    await visit.start("tip");
    await visit.whenSeen("Here it is");
    await whenSettled(visit, { over: false, out: 0, onTop: true });
    const isAtEdge = () =>
      visit.evaluate(() => {
        const card = document.querySelector("milepost-root")!.shadowRoot!.querySelector("[part~=card]")!;
        const { bottom, width } = card.getBoundingClientRect();
        return bottom === innerHeight && width === document.documentElement.clientWidth;
      });
    // Where motion is not unwanted, it comes from a little below.
    await until(isAtEdge, "the sheet at the lower edge");
    await visit.resize(SIZE.width, SIZE.height);
    await visit.close();
  });
}

/** Runs in the page. */
function measure(): Place {
  const card = document
    .querySelector("milepost-root")!
    .shadowRoot!.querySelector<HTMLElement>("[part~=card]:not([inert])");
  const frame = document.querySelector("iframe");
  const target =
    document.querySelector("x-box")?.shadowRoot?.querySelector(".t") ??
    frame?.contentDocument?.querySelector(".t") ??
    document.querySelector(".t");
  if (!card || !target) return { side: undefined, gap: -1, over: true, out: -1, onTop: false };
  const box = card.getBoundingClientRect();
  const own = target.getBoundingClientRect();
  const outer = target.ownerDocument === document ? undefined : frame?.getBoundingClientRect();
  const left = own.left + (outer ? outer.left + frame!.clientLeft : 0);
  const top = own.top + (outer ? outer.top + frame!.clientTop : 0);
  const across = Math.max(left - box.right, box.left - left - own.width);
  const along = Math.max(top - box.bottom, box.top - top - own.height);
  const out = Math.max(0, -box.left, -box.top, box.right - innerWidth, box.bottom - innerHeight);
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    side: card.dataset.side,
    gap: Math.round(Math.max(across, along)),
    over: across < 0 && along < 0,
    out: Math.round(out),
    onTop: hit?.localName === "milepost-root",
  };
}
