import { describe, expect, it } from "vitest";
import type { Moment } from "../../src/receiver/figures/views/views.ts";
import { within } from "../../src/receiver/figures/views/within.ts";
import { readDay } from "../../src/receiver/page/readDay.ts";
import { getPeopleOfDay, type Told } from "../../src/receiver/page/views/fates.ts";

/** A Tuesday. */
const NOW = new Date(2026, 10, 24, 12);

describe("a day is read as people say it", () => {
  it.each([
    ["Tuesday", "2026-11-24"],
    ["tue", "2026-11-24"],
    ["last Monday", "2026-11-23"],
    ["wednesday", "2026-11-18"],
    ["today", "2026-11-24"],
    ["yesterday", "2026-11-23"],
    ["3 Nov", "2026-11-03"],
    ["Nov 3, 2025", "2025-11-03"],
    ["3rd november 2025", "2025-11-03"],
    ["3.11.", "2026-11-03"],
    ["03.11.2025", "2025-11-03"],
    ["2026-1-5", "2026-01-05"],
    // Not yet this year.
    ["31 Dec", "2025-12-31"],
    ["31 Feb", undefined],
    ["sometime", undefined],
    ["t", undefined],
    ["11/24", undefined],
  ])("%s", (text, day) => expect(readDay(text, NOW)).toBe(day));
});

const event = (at: number, user: string, name: string, guide?: string): Told => ({
  at,
  kind: "event",
  words: name,
  name,
  user,
  ...(guide !== undefined && { guide }),
});
const decide = (
  at: number,
  user: string,
  guide: string,
  words: string,
  because?: Moment["because"],
): Told => ({
  at,
  kind: "decision",
  words: `${guide}: ${words}`,
  guide,
  user,
  isShown: because === undefined,
  ...(because !== undefined && { because }),
});

describe("one day of an account", () => {
  const all = [
    event(1, "ben", "Signed In"),
    decide(1, "ana", "tour", "shown, for the gap unpaid"),
    decide(1, "ana", "tip", "held out from the gap unpaid", "held-out"),
    decide(2, "ana", "modal", "not shown, capped (1 of 1 today)", "capped"),
    decide(2, "ana", "hint", "not shown, the gap done was crossed", "gap-bridged"),
    event(10, "ana", "Signed In"),
    event(11, "ana", "Guide Shown", "tour"),
    event(20, "ana", "Signed In"),
  ];
  const { moments, around } = within(all, { from: 10, to: 20 });

  it("has what was decided before it began, and when something was done before and after", () => {
    expect(moments.map(({ at }) => at)).toEqual([10, 11]);
    expect([around.before, around.after]).toEqual([1, 20]);
    expect(around.standing.map(({ guide }) => guide)).toEqual(["tour", "tip", "modal", "hint"]);
  });

  it("says of who was there what became of each guide, and why", () => {
    const [ana, ...others] = getPeopleOfDay(moments, around);
    expect(others).toEqual([]);
    expect(ana!.guides.map(({ guide, fate, why }) => [guide, fate, why])).toEqual([
      ["tour", "seen", "for the gap unpaid"],
      ["tip", "held-out", "from the gap unpaid"],
      ["modal", "held-back", "capped (1 of 1 today)"],
      ["hint", "not-due", "the gap done was crossed"],
    ]);
  });

  it("tells of a guide that was held back for a reason for a while, and not due later, the reason", () => {
    const day = [
      event(10, "ana", "Signed In"),
      decide(12, "ana", "modal", "not shown, its gap", "gap-bridged"),
    ];
    const [ana] = getPeopleOfDay(day, around);
    expect(ana!.guides.find(({ guide }) => guide === "modal")).toMatchObject({ fate: "held-back" });
  });
});
