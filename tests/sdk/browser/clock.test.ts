import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClock } from "../../../src/sdk/browser/clock.ts";
import { createFakeWindow } from "../../helpers/fakeWindow.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 5, 9);

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

function open() {
  const page = createFakeWindow({ navigation: true });
  const setTimeout = vi.fn(globalThis.setTimeout);
  const clock = createClock(
    Object.assign(page, { setTimeout, clearTimeout: globalThis.clearTimeout }) as unknown as Window,
  );
  return { page, clock, setTimeout, run: vi.fn() };
}

describe("a sleeper", () => {
  it("is woken once, when its time has come, and leaves nothing behind", () => {
    const { clock, run, page } = open();
    clock.wake(NOW + 90_000, run);
    vi.advanceTimersByTime(89_999);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    expect([vi.getTimerCount(), page.listeners()]).toEqual([0, 0]);
  });

  it("for what has passed already is woken in a later task", () => {
    const { clock, run } = open();
    clock.wake(NOW - 1, run);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(run).toHaveBeenCalledOnce();
  });

  it("may sleep for months, in pieces of half a day", () => {
    const { clock, run, setTimeout } = open();
    clock.wake(NOW + 60 * 24 * HOUR, run);
    vi.advanceTimersByTime(60 * 24 * HOUR - 1);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    expect(Math.max(...setTimeout.mock.calls.map(([, ms]) => ms ?? 0))).toBe(12 * HOUR);
  });

  it("that is called off sleeps on", () => {
    const { clock, run, page } = open();
    clock.wake(NOW + 1, run)();
    vi.advanceTimersByTime(HOUR);
    expect(run).not.toHaveBeenCalled();
    expect([vi.getTimerCount(), page.listeners()]).toEqual([0, 0]);
  });

  it.each([1, 24 * 365].map((hours) => [hours]))(
    "sleeps longer where the clock is set back by %i hours, without a busy loop",
    (hours) => {
      const { clock, run, setTimeout } = open();
      clock.wake(NOW + HOUR, run);
      vi.advanceTimersByTime(HOUR - 1_000);
      vi.setSystemTime(NOW + HOUR - 1_000 - hours * HOUR);
      vi.advanceTimersByTime(hours * HOUR);
      expect(run).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1_000);
      expect(run).toHaveBeenCalledOnce();
      expect(setTimeout.mock.calls.length).toBeLessThanOrEqual(2 + hours / 12);
    },
  );

  it("that counts on a span is woken after it, wherever the clock is set to, and can be called off", () => {
    const { clock, run } = open();
    clock.after(60_000, run);
    clock.after(60_000, () => expect.unreachable())();
    vi.setSystemTime(NOW - HOUR);
    vi.advanceTimersByTime(59_999);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("wakes as the tab is seen again, where time went by while the computer slept", () => {
    const { clock, run, page } = open();
    clock.wake(NOW + HOUR, run);
    page.see("hidden");
    vi.setSystemTime(NOW + 2 * HOUR);
    page.see("visible");
    expect(run).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
