// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTargetWatcher, type TargetWatcher } from "../../../../src/widgets/page/find/targetWatcher.ts";
import { el, frames } from "../../page.ts";

let watcher: TargetWatcher;
let observing: number;

beforeEach(() => {
  observing = 0;
  const { observe, disconnect } = MutationObserver.prototype;
  vi.spyOn(MutationObserver.prototype, "observe").mockImplementation(function (
    this: MutationObserver,
    ...to
  ) {
    observing++;
    observe.apply(this, to);
  });
  vi.spyOn(MutationObserver.prototype, "disconnect").mockImplementation(function (this: MutationObserver) {
    observing = 0;
    disconnect.apply(this);
  });
  watcher = createTargetWatcher(() => 0);
});

afterEach(() => {
  watcher.close();
  Reflect.deleteProperty(document, "getAnimations");
  vi.restoreAllMocks();
});

describe("waiting for an element", () => {
  it("finds one that is there", async () => {
    const found = vi.fn();
    document.body.append(el("p", { id: "here" }));
    watcher.whenFound([{ css: "#here" }], found);
    expect(found).not.toHaveBeenCalled();
    await frames(2);
    expect(found).toHaveBeenCalledExactlyOnceWith(document.querySelector("#here"));
    expect(observing).toBe(0);
  });

  it("finds one that is there in the same task, so that the next frame has what is drawn beside it", async () => {
    const found = vi.fn();
    const frame = vi.spyOn(window, "requestAnimationFrame").mockReturnValue(1);
    document.body.append(el("p", { id: "here" }));
    watcher.whenFound([{ css: "#here" }], found);
    await Promise.resolve();
    expect(found).toHaveBeenCalledOnce();
    frame.mockRestore();
  });

  it("looks for no other one in that task", async () => {
    const frame = vi.spyOn(window, "requestAnimationFrame").mockReturnValue(1);
    const miss = vi.fn();
    watcher.whenFound([{ css: "#never" }], () => {}, { miss });
    await Promise.resolve();
    expect(miss).toHaveBeenCalledOnce();
    watcher.whenFound([{ css: "#neither" }], () => {});
    await Promise.resolve();
    expect(miss).toHaveBeenCalledOnce();
    frame.mockRestore();
  });

  it("finds one that comes late, once, and rests then", async () => {
    const found = vi.fn();
    watcher.whenFound([{ css: "#late" }], found);
    await frames(2);
    expect(observing).toBe(1);
    document.body.append(el("p", { id: "late" }));
    await frames();
    document.body.append(el("p", { id: "late" }));
    await frames();
    expect(found).toHaveBeenCalledOnce();
    expect(observing).toBe(0);
  });

  it("finds one that comes late in a shadow root", async () => {
    const found = vi.fn();
    const host = el("x-host");
    const shadow = host.attachShadow({ mode: "open" });
    document.body.append(host);
    watcher.whenFound([{ css: "x-host >>> b" }], found);
    await frames(2);
    shadow.append(el("b"));
    await frames();
    expect(found).toHaveBeenCalledOnce();
  });

  it("looks once a frame, however much changes, with one observer for all", async () => {
    watcher.whenFound([{ css: "#a" }], () => {});
    watcher.whenFound([{ css: "#b" }], () => {});
    await frames(2);
    expect(observing).toBe(1);
    const look = vi.spyOn(document, "querySelectorAll");
    for (let at = 0; at < 20; at++) {
      document.body.append(el("p"));
      await Promise.resolve();
    }
    await frames(2);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it("does not look at all while nothing changes", async () => {
    watcher.whenFound([{ css: "#never" }], () => {});
    await frames(2);
    const look = vi.spyOn(document, "querySelectorAll");
    await frames(5);
    expect(look).not.toHaveBeenCalled();
  });

  it("is called off by its undo", async () => {
    const found = vi.fn();
    const undo = watcher.whenFound([{ css: "#late" }], found);
    await frames(2);
    undo();
    document.body.append(el("p", { id: "late" }));
    await frames();
    expect(found).not.toHaveBeenCalled();
    expect(observing).toBe(0);
  });

  it("goes on for the others when one of them throws", async () => {
    const found = vi.fn();
    document.body.append(el("p", { id: "here" }));
    watcher.whenFound([{ css: "#here" }], () => {
      throw new Error("no");
    });
    watcher.whenFound([{ css: "#here" }], found);
    await frames(2);
    expect(found).toHaveBeenCalledOnce();
  });
});

describe("watching an element", () => {
  it.each<[string, (row: HTMLElement) => void]>([
    ["is removed", (row) => row.remove()],
    ["goes with what is around it", (row) => row.parentElement!.remove()],
    ["means something else now", (row) => row.setAttribute("data-row", "2")],
  ])("tells once when it %s, and rests then", async (_, change) => {
    const lost = vi.fn();
    const row = el("li", { "data-row": "1" });
    document.body.append(el("ul", {}, row));
    watcher.whenLost([{ css: "[data-row='1']" }], row, lost);
    await frames(2);
    row.append("Ana");
    await frames();
    expect(lost).not.toHaveBeenCalled();
    expect(observing).toBe(1);
    change(row);
    await frames();
    expect(lost).toHaveBeenCalledOnce();
    expect(observing).toBe(0);
  });

  it("sees what happens to it in a shadow root", async () => {
    const lost = vi.fn();
    const host = el("x-host");
    const button = el("button");
    host.attachShadow({ mode: "open" }).append(button);
    document.body.append(host);
    watcher.whenLost([{ css: "x-host >>> button" }], button, lost);
    await frames(2);
    button.remove();
    await frames();
    expect(lost).toHaveBeenCalledOnce();
  });
});

describe("a page that never rests", () => {
  it("is searched seldom once the searches have cost much, and found late is found all the same", async () => {
    let now = 0;
    watcher.close();
    watcher = createTargetWatcher(() => now);
    const found = vi.fn();
    // Each search of it takes 25 ms.
    const target = [{ css: "#late" }];
    const search = vi.spyOn(document, "querySelectorAll").mockImplementation(() => {
      now += 25;
      return Document.prototype.querySelectorAll.call(document, "#late") as NodeListOf<HTMLElement>;
    });
    watcher.whenFound(target, found);
    await frames(2);
    for (let at = 0; at < 10; at++) {
      document.body.append(el("p"));
      await frames(1);
    }
    expect(search).toHaveBeenCalledOnce();
    document.body.append(el("p", { id: "late" }));
    await vi.waitFor(() => expect(found).toHaveBeenCalledOnce(), 5_000);
  });

  /** Its page has an animation, and asking for that takes so long, in milliseconds. */
  const animate = (took: () => void) => {
    const getAnimations = vi.fn(() => {
      took();
      return [];
    });
    Object.assign(document, { getAnimations });
    return getAnimations;
  };

  it("is not asked for its animations while nothing is there that they could move", async () => {
    const getAnimations = animate(() => {});
    watcher.whenFound([{ css: "#never" }], () => {});
    for (let at = 0; at < 5; at++) {
      document.body.append(el("p"));
      await frames(1);
    }
    expect(getAnimations).not.toHaveBeenCalled();
  });

  it("is asked for them as seldom as it is searched, as that costs it time too", async () => {
    let now = 0;
    watcher.close();
    watcher = createTargetWatcher(() => now);
    const getAnimations = animate(() => {
      now += 25;
    });
    const row = el("p");
    document.body.append(row);
    watcher.onChange(row, () => {});
    for (let at = 0; at < 10; at++) {
      document.body.append(el("p"));
      await frames(1);
    }
    expect(getAnimations).toHaveBeenCalledOnce();
  });
});
