// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchElements } from "../../../src/sdk/browser/elements.ts";
import { createFinder } from "../../../src/sdk/chunks/elements.ts";
import type { ElementPlan, Target } from "../../../src/sdk/domain/plan/plan.ts";
import type { Pages } from "../../../src/sdk/ports.ts";
import { createVirtualClock, settle } from "../../helpers/virtualClock.ts";
import { el } from "../../widgets/page.ts";

/** A layout that the test makes: an observer of it hears at once where its elements are. */
const shown = new Map<Element, number>();
const observers = new Set<FakeObserver>();

class FakeObserver {
  readonly observed = new Set<Element>();
  constructor(private readonly tell: (entries: IntersectionObserverEntry[]) => void) {
    observers.add(this);
  }
  observe(element: Element) {
    this.observed.add(element);
    queueMicrotask(() => this.report(element));
  }
  unobserve(element: Element) {
    this.observed.delete(element);
  }
  disconnect() {
    this.observed.clear();
  }
  report(target: Element) {
    const height = shown.get(target);
    if (!this.observed.has(target) || height === undefined) return;
    this.tell([{ target, intersectionRect: { width: 90, height } } as unknown as IntersectionObserverEntry]);
  }
}

/** Scrolls or folds, so that so many pixels of it can be seen. */
const show = (element: Element, height: number) => {
  shown.set(element, height);
  for (const observer of observers) observer.report(element);
};

const plan = (css: string, visible: boolean): ElementPlan => ({ key: css, target: [{ css }], visible });

function watch(...plans: readonly ElementPlan[]) {
  const clock = createVirtualClock();
  const told: string[][] = [];
  const ending = new AbortController();
  const find = vi.fn((_: Target) => {});
  let moved = () => {};
  let subscribed = 0;
  const onChange: Pages["onChange"] = (listener) => {
    moved = listener;
    subscribed++;
    return () => void subscribed--;
  };
  const tell = (keys: ReadonlySet<string>) => told.push([...keys]);
  watchElements(plans, tell, {
    page: window,
    pages: { onChange },
    clock,
    createFinder(onFound) {
      const finder = createFinder(onFound);
      return {
        ...finder,
        findAll(target) {
          find(target);
          return finder.findAll(target);
        },
      };
    },
    end: ending.signal,
  });
  const wait = async (ms: number) => {
    await settle();
    await clock.advance(ms);
  };
  return { told, find, wait, clock, ending, move: () => moved(), subscribed: () => subscribed };
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", FakeObserver);
  document.body.replaceChildren();
});
afterEach(() => {
  vi.unstubAllGlobals();
  shown.clear();
  observers.clear();
});

describe("an element that has to be in the page", () => {
  test("is told of when it is there, when it comes, and when it goes", async () => {
    document.body.append(el("p", { id: "a" }));
    const { told, wait } = watch(plan("#a", false), plan("#b", false));
    expect(told).toEqual([["#a"]]);
    document.body.append(el("p", { id: "b" }));
    await wait(100);
    document.querySelector("#a")!.remove();
    await wait(100);
    expect(told).toEqual([["#a"], ["#a", "#b"], ["#b"]]);
  });

  test("counts where it is hidden", () => {
    document.body.append(el("p", { id: "a", hidden: "" }));
    const { told } = watch(plan("#a", false));
    expect(told).toEqual([["#a"]]);
  });

  test("is found in a shadow root, where it comes late", async () => {
    const host = el("x-app");
    host.attachShadow({ mode: "open" });
    document.body.append(host);
    const { told, wait } = watch(plan("x-app >>> b", false));
    host.shadowRoot!.append(el("b"));
    await wait(100);
    expect(told).toEqual([["x-app >>> b"]]);
  });
});

describe("an element that has to be visible", () => {
  test("counts while a part of it is in the window", async () => {
    const element = el("p", { id: "a" });
    document.body.append(element);
    const { told, wait } = watch(plan("#a", true));
    await wait(200);
    expect(told).toEqual([]);
    show(element, 12);
    show(element, 0);
    show(element, 40);
    expect(told).toEqual([["#a"], [], ["#a"]]);
  });

  test("counts only while it is drawn, though it keeps its place", async () => {
    const element = el("p", { id: "a" });
    element.checkVisibility = () => !element.classList.contains("faded");
    element.className = "faded";
    document.body.append(element);
    shown.set(element, 40);
    const { told, wait } = watch(plan("#a", true));
    await wait(100);
    expect(told).toEqual([]);
    element.className = "";
    await wait(100);
    expect(told).toEqual([["#a"]]);
  });

  test("is any of those that fit", async () => {
    const [first, second] = [el("p", { class: "a" }), el("p", { class: "a" })];
    document.body.append(first, second);
    shown.set(first, 0);
    shown.set(second, 40);
    const { told, wait } = watch(plan(".a", true));
    await wait(0);
    expect(told).toEqual([[".a"]]);
    second.remove();
    await wait(100);
    expect(told).toEqual([[".a"], []]);
    expect([...observers].flatMap(({ observed }) => [...observed])).toEqual([first]);
  });
});

describe("watching", () => {
  test("searches at most ten times a second, however much changes", async () => {
    const { find, wait } = watch(plan("#a", false));
    for (let at = 0; at < 20; at++) {
      document.body.append(el("p"));
      await wait(10);
    }
    expect(find).toHaveBeenCalledTimes(3);
  });

  test("does nothing while nothing changes, and never asks where things are", async () => {
    const element = el("p", { id: "a" });
    document.body.append(element);
    const ask = [
      vi.spyOn(element, "getBoundingClientRect"),
      vi.spyOn(element, "getClientRects"),
      vi.spyOn(window, "getComputedStyle"),
    ];
    const { find, wait, clock } = watch(plan("#a", true));
    show(element, 40);
    await wait(60_000);
    expect(find).toHaveBeenCalledOnce();
    expect(clock.sleepers()).toBe(0);
    for (const one of ask) expect(one).not.toHaveBeenCalled();
  });

  test("says anew on each page what is there", async () => {
    document.body.append(el("p", { id: "a" }));
    const { told, wait, move } = watch(plan("#a", false));
    move();
    await wait(100);
    expect(told).toEqual([["#a"], ["#a"]]);
  });

  test("leaves nothing behind", async () => {
    document.body.append(el("p", { id: "a" }));
    const { told, find, wait, clock, ending, subscribed } = watch(plan("#a", true));
    document.body.append(el("p"));
    await settle();
    ending.abort();
    document.body.append(el("p"));
    await wait(1_000);
    expect([told, find.mock.calls.length, clock.sleepers(), subscribed()]).toEqual([[], 1, 0, 0]);
    expect([...observers].flatMap(({ observed }) => [...observed])).toEqual([]);
  });
});
