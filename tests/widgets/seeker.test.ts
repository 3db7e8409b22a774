// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSeeker, type Seeker } from "../../src/widgets/seeker.ts";
import { el, frames } from "./page.ts";

let seeker: Seeker;
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
  seeker = createSeeker(() => 0);
});

afterEach(() => {
  seeker.close();
  vi.restoreAllMocks();
});

describe("waiting for an element", () => {
  it("finds one that is there", async () => {
    const found = vi.fn();
    document.body.append(el("p", { id: "here" }));
    seeker.whenFound([{ css: "#here" }], found);
    expect(found).not.toHaveBeenCalled();
    await frames(2);
    expect(found).toHaveBeenCalledExactlyOnceWith(document.querySelector("#here"));
    expect(observing).toBe(0);
  });

  it("finds one that comes late, once, and rests then", async () => {
    const found = vi.fn();
    seeker.whenFound([{ css: "#late" }], found);
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
    seeker.whenFound([{ css: "x-host >>> b" }], found);
    await frames(2);
    shadow.append(el("b"));
    await frames();
    expect(found).toHaveBeenCalledOnce();
  });

  it("looks once a frame, however much changes, with one observer for all", async () => {
    seeker.whenFound([{ css: "#a" }], () => {});
    seeker.whenFound([{ css: "#b" }], () => {});
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
    seeker.whenFound([{ css: "#never" }], () => {});
    await frames(2);
    const look = vi.spyOn(document, "querySelectorAll");
    await frames(5);
    expect(look).not.toHaveBeenCalled();
  });

  it("is called off by its undo", async () => {
    const found = vi.fn();
    const undo = seeker.whenFound([{ css: "#late" }], found);
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
    seeker.whenFound([{ css: "#here" }], () => {
      throw new Error("no");
    });
    seeker.whenFound([{ css: "#here" }], found);
    await frames(2);
    expect(found).toHaveBeenCalledOnce();
  });
});
