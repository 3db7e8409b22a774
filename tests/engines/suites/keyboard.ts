import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acme } from "../../helpers/acme.ts";
import { type Host, until } from "../../helpers/visitor.ts";
import { type Engine, SIZE } from "../engine.ts";
import { openVisit, type Visit } from "../visit.ts";

declare const window: Host;

const guides = {
  tip: { type: "tooltip", target: "#new", title: "Start here", body: "This makes an invoice." },
  long: {
    type: "tooltip",
    target: "#new",
    title: "Much to say",
    body: Array.from({ length: 12 }, (_, i) => `Line ${i + 1} of what there is to say.`).join("\n\n"),
  },
  tour: {
    type: "tour",
    steps: [
      { target: "#new", title: "One" },
      { target: "#total", title: "Two" },
    ],
  },
  form: {
    type: "tour",
    steps: [
      { target: "#find", title: "What for?", advance: { input: "target" } },
      { target: "#total", title: "How much?" },
    ],
  },
  spot: { type: "hotspot", target: "#new", title: "Late fees", body: "What is late earns 2 %." },
  news: { type: "banner", title: "Good to see you", actions: [{ label: "See them", href: "#late" }] },
  offer: {
    type: "modal",
    title: "Bring the team",
    actions: [{ label: "Talk to us", lead: "full-serve", thanks: "We will write to you." }],
  },
  ask: {
    type: "survey",
    question: [
      { kind: "csat", ask: "How was it?" },
      { kind: "text", ask: "Why?" },
    ],
  },
  setup: {
    type: "checklist",
    title: "Get paid",
    items: [
      { milestone: "workspace", body: "A name is enough.", optional: true },
      { milestone: "first-invoice", body: "Two minutes.", doc: "getting-paid" },
    ],
  },
  around: { type: "launcher", on: "/place", target: "#place", title: "Show me around", guide: "tour" },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
};
const gaps = { unstarted: { from: "workspace", to: "first-payment", bridge: ["setup"] } };

const PAGE = `<main>
  <h1>Acme</h1>
  <p><input id="find" aria-label="Find"> <button id="new">New invoice</button> <input id="total" aria-label="Total"></p>
  <p id="place"></p>
</main>`;

/** What is done with the keyboard alone: a walk for each kind, and what the page keeps of its keys. */
export function describeKeyboard(openEngine: () => Promise<Engine>): void {
  let engine: Engine;
  let visit: Visit;
  beforeAll(async () => {
    engine = await openEngine();
    const pages = { "/": PAGE, "/place": PAGE };
    visit = await openVisit(engine, { config: acme({ gaps, guides }), pages });
  });
  afterAll(async () => {
    await visit?.close();
    await engine?.close();
  });
  /** Another person each time, at the same page. */
  beforeEach(async () => {
    await visit.evaluate(() => window.milepost.reset());
    await visit.track("Somebody Else");
    await visit.load();
    await visit.whenSeen("Help");
  });

  /** Opens it from the field, and waits until the focus has come along. */
  const open = async (guide: string, focus: string): Promise<void> => {
    await visit.focus("#find");
    await visit.start(guide);
    await visit.whenFocused(focus);
  };

  describe("a tooltip", () => {
    test("is met beside its target, once, and the same way back", async () => {
      await open("tip", "button Got it");
      await visit.focus("#find");
      const way = await visit.walk("Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
      expect(way).toEqual(["#new", "button Got it", "button More", "button Close", "#total", "button Help"]);
      const back = await visit.walk(
        "Shift+Tab",
        "Shift+Tab",
        "Shift+Tab",
        "Shift+Tab",
        "Shift+Tab",
        "Shift+Tab",
      );
      expect(back).toEqual(["#total", "button Close", "button More", "button Got it", "#new", "#find"]);
    });

    test("takes no focus from a field that the user has turned to before it was there", async () => {
      await visit.focus("#find");
      await visit.evaluate(() => {
        const { shadowRoot } = document.querySelector("milepost-root")!;
        new MutationObserver((_, observer) => {
          if (!shadowRoot!.querySelector(".card")) return;
          observer.disconnect();
          document.querySelector<HTMLElement>("#total")!.focus();
        }).observe(shadowRoot!, { subtree: true, childList: true });
      });
      await visit.start("tip");
      await visit.whenSeen("Start here");
      for (let i = 0; i < 3; i++)
        await visit.evaluate(() => new Promise<void>((go) => requestAnimationFrame(() => go())));
      expect(await visit.focused()).toBe("#total");
    });

    test("lets its menu be opened and used, and keeps the focus in it", async () => {
      await open("tip", "button Got it");
      expect(await visit.walk("Tab", "Enter")).toEqual(["button More", "button More"]);
      await visit.whenSeen("Why am I seeing this?");
      expect(await visit.walk("Tab", "Enter")).toEqual(["button Pause tips", "button Pause tips for today"]);
      expect(await visit.walk("Tab", "Tab", "Tab")).toEqual([
        "button Pause until I turn them on",
        "button Close",
        "#total",
      ]);
    });

    test.each([
      ["Escape", []],
      ["Enter", []],
      ["Enter", ["Tab", "Tab"]],
    ] as const)("leaves by %s after %j, and the focus is where it was", async (key, way) => {
      await open("tip", "button Got it");
      await visit.walk(...way);
      await visit.press(key);
      await visit.whenGone("Start here");
      expect(await visit.focused()).toBe("#find");
    });
  });

  test("a tooltip that says much: Tab stops at its text, and the arrows scroll it", async () => {
    await visit.resize(1280, 360);
    await open("long", "button Got it");
    await visit.walk("Shift+Tab");
    const getScroll = () =>
      visit.evaluate(
        () => document.querySelector("milepost-root")!.shadowRoot!.querySelector(".card .in")!.scrollTop,
      );
    expect(await getScroll()).toBe(0);
    await visit.press("ArrowDown");
    await until(async () => (await getScroll()) > 0, "the text scrolls");
    expect(await visit.walk("Tab")).toEqual(["button Got it"]);
    await visit.resize(SIZE.width, SIZE.height);
  });

  test("a tour that goes on with what was typed: Tab leads to the next field, not to the top of the page", async () => {
    await open("form", "dialog What for?");
    await visit.focus("#find");
    await visit.walk("a", "Tab");
    await visit.whenSeen("How much?");
    expect(await visit.focused()).toBe("#new");
  });

  test("a tour: step by step and back, and the focus returns", async () => {
    await open("tour", "button Next");
    await visit.press("Enter");
    await visit.whenFocused("button Done");
    expect(await visit.walk("Shift+Tab")).toEqual(["button Back"]);
    await visit.press("Enter");
    await visit.whenFocused("button Next");
    await visit.press("Enter");
    await visit.whenFocused("button Done");
    await visit.press("Enter");
    await visit.whenGone("Two");
    expect(await visit.focused()).not.toBe("body");
  });

  test("a hotspot: its dot is behind its target, opens, and gets the focus back", async () => {
    await visit.start("spot");
    await visit.whenSeen("Late fees");
    await visit.focus("#find");
    expect(await visit.walk("Tab", "Tab", "Tab")).toEqual(["#new", "button Late fees", "#total"]);
    expect(await visit.walk("Shift+Tab")).toEqual(["button Late fees"]);
    await visit.press("Enter");
    await visit.whenFocused("button Got it");
    expect(await visit.walk("Tab", "Tab")).toEqual(["button Close", "#total"]);
    expect(await visit.walk("Shift+Tab", "Escape")).toEqual(["button Close", "button Late fees"]);
  });

  test("a banner: its buttons, its menu, its cross", async () => {
    await open("news", "a See them");
    expect(await visit.walk("Tab", "Tab")).toEqual(["button More", "button Close"]);
    await visit.press("Enter");
    await visit.whenGone("Good to see you");
    expect(await visit.focused()).toBe("#find");
  });

  test("a modal: the focus cannot leave it, Esc can", async () => {
    await open("offer", "dialog Bring the team");
    expect(await visit.walk("Tab", "Tab", "Tab")).toEqual([
      "button Talk to us",
      "button More",
      "button Close",
    ]);
    await visit.focus("#new");
    expect(await visit.focused()).toBe("button Close");
    await visit.press("Escape");
    await visit.whenGone("Bring the team");
    await visit.whenFocused("#find");
  });

  test("a modal: what thanks them is heard with the dialog", async () => {
    await open("offer", "dialog Bring the team");
    await visit.walk("Tab", "Enter");
    await visit.whenSeen("We will write to you.");
    await visit.whenFocused("dialog Bring the team");
    await visit.press("Escape");
    await visit.whenFocused("#find");
  });

  test("a survey: arrows answer, the next question takes the focus, Esc keeps what is written", async () => {
    await open("ask", "dialog How was it?");
    expect(await visit.walk("Tab")).toEqual(["radio 1, Very dissatisfied"]);
    expect(await visit.walk(" ", "ArrowRight", "Tab")).toEqual([
      "radio 1, Very dissatisfied",
      "radio 2",
      "button Next",
    ]);
    await visit.press("Enter");
    await visit.whenFocused("textarea Why?");
    await visit.press("a");
    await visit.press("Escape");
    await visit.whenGone("Why?");
    expect(await visit.focused()).toBe("#find");
    await visit.start("ask");
    await visit.whenSeen("Why?");
  });

  test("a checklist: its steps open, one is skipped, Esc makes it small, Enter brings it back", async () => {
    await open("setup", "section Get paid");
    expect(await visit.walk("Tab", "Tab", "Tab", "Tab")).toEqual([
      "button Minimise",
      "button Close",
      "button Create your workspaceOptional",
      "button Skip",
    ]);
    await visit.press("Enter");
    await visit.whenFocused("button Send your first invoice");
    await visit.press("Escape");
    await visit.whenFocused("button Get paid · 1 of 2");
    await visit.press("Enter");
    await visit.whenFocused("section Get paid");
  });

  test("a launcher: in its place, and what it opens takes the focus", async () => {
    await visit.load("/place");
    await visit.whenSeen("Show me around");
    await visit.focus("#total");
    expect(await visit.walk("Tab")).toEqual(["button Show me around"]);
    await visit.press("Enter");
    await visit.whenFocused("button Next");
    await visit.press("Escape");
    await visit.whenFocused("button Show me around");
  });

  test("help: search, article, rating, back, and out again", async () => {
    await visit.focus("#total");
    expect(await visit.walk("Tab")).toEqual(["button Help"]);
    await visit.press("Enter");
    await visit.whenFocused("dialog Help");
    await until(() => visit.evaluate(hasSearch), "the search, which loads after the panel");
    await visit.walkTo("button Close");
    await visit.walkTo("search Search help");
    await visit.walkTo("button Get paid faster");
    await visit.press("Enter");
    await visit.whenFocused("dialog Get paid faster");
    await visit.walkTo("button Yes");
    await visit.press("Enter");
    await visit.whenSeen("Thank you");
    expect(await visit.focused()).not.toBe("body");
    await visit.press("Escape");
    await visit.whenFocused("dialog Help");
    await visit.press("Escape");
    await visit.whenFocused("button Help");
  });

  test("help: tips are paused and turned on again, and the focus stays there", async () => {
    await visit.focus("#total");
    await visit.walk("Tab", "Enter");
    await visit.whenFocused("dialog Help");
    await visit.walkTo("button Pause tips");
    expect(await visit.walk("Enter")).toEqual(["button Pause tips for today"]);
    await visit.press("Enter");
    await visit.whenFocused("button Turn on again");
    await visit.press("Enter");
    await visit.whenFocused("button Pause tips");
  });

  describe("the page keeps its keys", () => {
    test("while a guide is open: letters, arrows and Enter are its own", async () => {
      await open("tip", "button Got it");
      await visit.focus("#find");
      await listen();
      await visit.walk("a", "/", "ArrowLeft", "ArrowRight", "Enter", " ");
      expect(await heard()).toEqual(["a", "/", "ArrowLeft", "ArrowRight", "Enter", " "]);
      expect(await visit.evaluate(() => document.querySelector("input")!.value)).toBe("a/ ");
    });

    test("and does not get those that are written into a guide", async () => {
      await open("ask", "dialog How was it?");
      await visit.walk("Tab", "Tab", "Enter");
      await visit.whenFocused("textarea Why?");
      await listen();
      await visit.walk("a", "/");
      expect(await heard()).toEqual([]);
    });

    test("and an Esc that it has used closes nothing of ours", async () => {
      await open("tip", "button Got it");
      await visit.focus("#find");
      await visit.evaluate(() =>
        document.querySelector("#find")!.addEventListener("keydown", (event) => event.preventDefault()),
      );
      await visit.press("Escape");
      expect(await visit.isSeen("Start here")).toBe(true);
    });

    const listen = () =>
      visit.evaluate(() => {
        const keys: string[] = [];
        Object.assign(window, { keys });
        addEventListener("keydown", ({ key, defaultPrevented }) => defaultPrevented || keys.push(key));
      });
    const heard = () => visit.evaluate(() => (window as unknown as { keys: string[] }).keys);
  });
}

/** Runs in the page. */
const hasSearch = (): boolean =>
  document.querySelector("milepost-root")!.shadowRoot!.querySelector("[type=search]") !== null;
