import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getJitter, getRetryAfter, isPaused } from "../../../src/sdk/delivery/backoff.ts";

const NOW = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

describe("Retry-After", () => {
  it.each([
    ["seconds", "120", 120_000],
    ["nothing", undefined, 0],
    ["an empty header", "", 0],
    ["words", "soon", 0],
    ["a date ahead", "Mon, 05 Jan 2026 09:00:30 GMT", 30_000],
    ["a date in the past", "Mon, 05 Jan 2026 08:00:00 GMT", 0],
    ["more seconds than an hour", "86400", HOUR],
    ["a date of next year", "Tue, 05 Jan 2027 09:00:00 GMT", HOUR],
    ["a negative number", "-5", 0],
    ["more digits than a number holds", "9".repeat(400), HOUR],
  ])("of %s", (_, header, wait) => {
    expect(getRetryAfter(header, NOW)).toBe(wait);
  });
});

describe("the wait after a failure", () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [5, 32_000],
    [9, 300_000],
    [5_000, 300_000],
  ])("is, after %i others, anywhere up to %i ms", (tries, longest) => {
    expect(getJitter(tries, () => 0)).toBe(1);
    expect(getJitter(tries, () => 0.5)).toBe(longest / 2 + 1);
    expect(getJitter(tries, () => 1 - 2 ** -53)).toBe(longest);
  });
});

describe("a pause", () => {
  const pause = (until: number) => ({ until, tries: 1, fast: 0 });

  it("lasts until its end", () => {
    expect(isPaused(pause(NOW + 1), NOW)).toBe(true);
    expect(isPaused(pause(NOW), NOW)).toBe(false);
  });

  it("never lasts more than an hour, wherever the clock is moved", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (until, now) => {
        expect(isPaused(pause(until), now)).toBe(until > now && until - now <= HOUR);
      }),
    );
  });
});
