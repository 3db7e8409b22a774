import { describe, expect, it, vi } from "vitest";
import { createPages } from "../../../src/sdk/browser/pages.ts";
import { createFakeWindow } from "../../helpers/fakeWindow.ts";
import { settle } from "../../helpers/virtualClock.ts";

const browsers = [
  ["with the Navigation API", true],
  ["without the Navigation API", false],
] as const;

describe.each(browsers)("the address, in a browser %s,", (_, navigation) => {
  function open() {
    const page = createFakeWindow({ navigation });
    const listener = vi.fn();
    const undo = createPages(page).onChange(listener);
    return { page, listener, undo };
  }

  it.each(["pushState", "replaceState"] as const)(
    "is noticed to change by %s, after the page's own call",
    async (name) => {
      const { page, listener } = open();
      page.history[name]({}, "", "/b");
      expect(listener).not.toHaveBeenCalled();
      await settle();
      expect(listener).toHaveBeenCalledOnce();
    },
  );

  it("is told of once for several changes in a row", async () => {
    const { page, listener } = open();
    page.history.pushState({}, "", "/b");
    page.history.replaceState({}, "", "/c");
    await settle();
    expect(listener).toHaveBeenCalledOnce();
  });

  it("is not told of where only the state has changed", async () => {
    const { page, listener } = open();
    page.history.pushState({ open: true }, "", "/a");
    await settle();
    expect(listener).not.toHaveBeenCalled();
  });

  it("is told of to each subscriber until it leaves; with the last one nothing listens any more", async () => {
    const { page, listener, undo } = open();
    const pages = createPages(page);
    const before = page.listeners();
    const others = [vi.fn(), vi.fn()];
    const [first, second] = others.map((other) => pages.onChange(other));
    first!();
    first!();
    page.history.pushState({}, "", "/b");
    await settle();
    expect([listener, ...others].map((one) => one.mock.calls.length)).toEqual([1, 0, 1]);
    second!();
    expect(page.listeners()).toBe(before);
    undo();
    expect(page.listeners()).toBe(0);
    page.history.pushState({}, "", "/c");
    await settle();
    expect(listener).toHaveBeenCalledOnce();
  });

  it("is noticed again by who subscribes again", async () => {
    const page = createFakeWindow({ navigation });
    const pages = createPages(page);
    pages.onChange(() => {})();
    const listener = vi.fn();
    pages.onChange(listener);
    page.history.pushState({}, "", "/b");
    await settle();
    expect(listener).toHaveBeenCalledOnce();
  });
});

describe("without the Navigation API", () => {
  it.each(["popstate", "hashchange"])("a %s is noticed", async (type) => {
    const page = createFakeWindow({ navigation: false });
    const listener = vi.fn();
    createPages(page).onChange(listener);
    page.location.href = "https://app.example.com/a#b";
    page.dispatchEvent(new Event(type));
    await settle();
    expect(listener).toHaveBeenCalledOnce();
  });

  it("the page's history is put back as it was", () => {
    const page = createFakeWindow({ navigation: false });
    const { pushState, replaceState } = page.history;
    const undo = createPages(page).onChange(() => {});
    expect(page.history.pushState).not.toBe(pushState);
    undo();
    expect([page.history.pushState, page.history.replaceState]).toEqual([pushState, replaceState]);
  });

  it("a script that has wrapped it since keeps its wrapper, and calls go through to the browser", () => {
    const page = createFakeWindow({ navigation: false });
    const undo = createPages(page).onChange(() => {});
    const ours = page.history.pushState;
    const theirs: typeof ours = (...change) => ours.apply(page.history, change);
    page.history.pushState = theirs;
    undo();
    expect(page.history.pushState).toBe(theirs);
    page.history.pushState({}, "", "/b");
    expect(page.location.href).toBe("https://app.example.com/b");
  });

  it("an address that the browser refuses is refused as before", () => {
    const refused = new DOMException("cross-origin", "SecurityError");
    const pushState = () => {
      throw refused;
    };
    const page = createFakeWindow({ navigation: false, history: { pushState } });
    createPages(page).onChange(() => {});
    expect(() => page.history.pushState({}, "", "https://other.example.com")).toThrow(refused);
  });

  it("a history that the page has frozen stays as it is", () => {
    const page = createFakeWindow({ navigation: false });
    Object.freeze(page.history);
    const undo = createPages(page).onChange(() => {});
    expect(undo).not.toThrow();
  });
});

describe("leaving and coming back", () => {
  function open() {
    const page = createFakeWindow({ navigation: true });
    const pages = createPages(page);
    const told: string[] = [];
    const undos = [pages.onHide(() => told.push("hide")), pages.onShow(() => told.push("show"))];
    return { page, pages, told, undos };
  }
  const pageshow = (persisted: boolean) => Object.assign(new Event("pageshow"), { persisted });

  it("are told as the tab is hidden and seen", () => {
    const { page, pages, told } = open();
    page.see("hidden");
    expect(pages.visible()).toBe(false);
    page.see("visible");
    expect(pages.visible()).toBe(true);
    expect(told).toEqual(["hide", "show"]);
  });

  it("are told as the page goes to the back/forward cache and returns from it", () => {
    const { page, told } = open();
    page.dispatchEvent(pageshow(false));
    page.dispatchEvent(new Event("pagehide"));
    page.dispatchEvent(pageshow(true));
    expect(told).toEqual(["hide", "show"]);
  });

  it("are no more listened to once nobody wants to know", () => {
    const { page, undos } = open();
    for (const undo of undos) undo();
    expect(page.listeners()).toBe(0);
  });
});

describe("activity", () => {
  it("is told at once, and then at most every five seconds", () => {
    const page = createFakeWindow({ navigation: true });
    const listener = vi.fn();
    createPages(page).onActivity(listener);
    const press = (type: string, timeStamp: number) =>
      page.dispatchEvent(Object.defineProperty(new Event(type), "timeStamp", { value: timeStamp }));
    press("pointerdown", 40);
    expect(listener).toHaveBeenCalledTimes(1);
    press("keydown", 41);
    press("pointerdown", 5_039);
    expect(listener).toHaveBeenCalledTimes(1);
    press("keydown", 5_040);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
