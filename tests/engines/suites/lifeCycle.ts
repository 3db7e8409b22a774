import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { acme, pages } from "../../helpers/acme.ts";
import { type Host, until } from "../../helpers/visitor.ts";
import type { Engine } from "../engine.ts";
import { openPage, openVisit, type Visit } from "../visit.ts";

declare const window: Host;

const guides = {
  ...acme().guides,
  offer: { type: "modal", title: "Bring the team", if: { event: "Offer Wanted" } },
  help: { type: "help", title: "Help", launcher: "bottom-end" },
};

/** A guide from its gap to its milestone, over reloads and tabs. */
export function describeLifeCycle(openEngine: () => Promise<Engine>): void {
  let engine: Engine;
  let visit: Visit;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => visit.close());

  const open = async (root = `lang="en"`): Promise<void> => {
    visit = await openVisit(engine, { config: acme({ guides }), pages, root });
  };
  const openGap = async (): Promise<void> => {
    await open();
    await visit.track("Workspace Created");
    await visit.whenSeen("Start here");
  };

  test("a guide comes when its gap opens, and is gone two frames after the milestone", async () => {
    await openGap();
    const left = await visit.evaluate(async () => {
      await window.milepost.track("Invoice Sent", { total: 40 });
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      const { shadowRoot } = document.querySelector("milepost-root")!;
      return shadowRoot!.querySelectorAll(".card:not([inert])").length;
    });
    expect(left).toBe(0);
  });

  test("where the user is on it, it says that it is done and waits until they leave", async () => {
    await openGap();
    await visit.focus("#new");
    await visit.press("Tab");
    await visit.track("Invoice Sent", { total: 40 });
    await until(
      () =>
        visit.evaluate(
          () => !!document.querySelector("milepost-root")!.shadowRoot!.querySelector(".card .finished"),
        ),
      "its done state",
    );
    expect(await visit.focused()).toBe("region Start here");
    await visit.focus("#new");
    await visit.whenGone("Start here");
  });

  test("what is dismissed stays so after a reload", async () => {
    await openGap();
    await visit.focus("#new");
    await visit.press("Escape");
    await visit.whenGone("Start here");
    await visit.load();
    await visit.whenSeen("Help");
    expect(await visit.isSeen("Start here")).toBe(false);
  });

  test("a tour goes on where it was, after a reload", async () => {
    await open();
    await visit.load("/invoices/new");
    await visit.evaluate(() => {
      history.pushState(null, "", "/");
      const link = Object.assign(document.createElement("a"), { href: "/", textContent: "New invoice" });
      link.dataset.tour = "new-invoice";
      link.addEventListener("click", (event) => event.preventDefault());
      document.querySelector("main")!.append(link);
    });
    await visit.start("invoice-tour");
    await visit.whenSeen("Press it.");
    await visit.evaluate(() => document.querySelector<HTMLElement>("[data-tour]")!.click());
    await visit.whenSeen("Fill it in.");
    await visit.load("/invoices/new");
    await visit.whenSeen("Fill it in.");
  });

  test("of two tabs one reports the milestone, once, and both take the guide away", async () => {
    await openGap();
    const other = await openPage(engine, visit.site);
    await other.whenSeen("Start here");
    await other.track("Invoice Sent", { total: 40 });
    await other.whenGone("Start here");
    await visit.whenGone("Start here");
    await visit.evaluate(() => void window.dispatchEvent(new Event("pagehide")));
    await other.evaluate(() => void (location.href = "about:blank"));
    await until(() => visit.site.told("Milestone Reached").length >= 2, "the reports", 20_000);
    expect(visit.site.told("Milestone Reached")).toEqual([
      "Milestone Reached: workspace",
      "Milestone Reached: first-invoice",
    ]);
  });

  test("a modal opens over a fresh page, and everything else is out of reach", async () => {
    await open();
    await visit.track("Offer Wanted");
    await visit.load();
    await visit.whenFocused("dialog Bring the team");
    await visit.click(40, 40);
    expect(await visit.focused()).not.toBe("#new");
    await visit.press("Escape");
    await visit.whenGone("Bring the team");
  });

  describe("it is light and dark with its page", () => {
    test.each([
      ["", "rgb(255, 255, 255)"],
      ["color-scheme:dark", "rgb(29, 32, 39)"],
      ["background:#111;color:#eee", "rgb(29, 32, 39)"],
    ])("%s", async (style, ground) => {
      await open(`lang="en" style="${style}"`);
      await visit.start("tip");
      await visit.whenSeen("Start here");
      const read = () =>
        visit.evaluate(() => {
          const { shadowRoot } = document.querySelector("milepost-root")!;
          return getComputedStyle(shadowRoot!.querySelector(".card")!).backgroundColor;
        });
      expect(await read()).toBe(ground);
    });
  });

  test("destroy leaves nothing behind", async () => {
    await openGap();
    await visit.start("help");
    await visit.whenSeen("Get paid faster");
    await visit.evaluate(() => window.milepost.destroy());
    const ours = () => visit.evaluate(() => document.querySelectorAll("milepost-root,milepost-slot").length);
    await until(async () => (await ours()) === 0, "nothing of ours");
    await visit.track("Workspace Created");
    expect(await ours()).toBe(0);
    expect(await visit.evaluate(() => document.documentElement.outerHTML.includes("data-milepost"))).toBe(
      false,
    );
  });
}
