import { beforeAll, describe, expect, test } from "vitest";
import { isRefused, readEvent } from "../../src/replay/logEvent.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { toShare } from "../../src/sdk/domain/lib/toShare.ts";
import { REPORTS } from "../../src/sdk/domain/state/facts.ts";
import { EFFECTS, MEASURED } from "../../src/simulation/effects.ts";
import type { LogRow } from "../../src/simulation/rows.ts";
import { simulateYear, toLines, type Year, type YearOptions } from "../../src/simulation/simulateYear.ts";
import { findTriggers, type Trigger } from "./triggers.ts";

const toText = (options: YearOptions): string => [...toLines(simulateYear(options).rows)].join("\n");

describe("a simulated year", () => {
  test("is the same, byte by byte, for the same seed, and another one for another seed", () => {
    const few = { accounts: 12, seed: 7 };
    expect(toText(few)).toBe(toText(few));
    expect(toText({ ...few, seed: 8 })).not.toBe(toText(few));
  });

  test("goes on as it began, with more accounts", () => {
    const few = toText({ accounts: 8 });
    expect(toText({ accounts: 12 }).startsWith(`${few}\n`)).toBe(true);
  });
});

describe("a year of 50 accounts", () => {
  let year: Year;
  let rows: LogRow[];
  let names: Set<unknown>;
  beforeAll(() => {
    year = simulateYear({ accounts: 50 });
    rows = [...year.rows];
    names = new Set(rows.map(({ event }) => event));
  });

  test("has a config without a fault, of which nothing is left out", () => {
    const { plan, leftOut } = parse(year.config);
    expect(leftOut).toEqual([]);
    expect(plan.gaps.map(({ id }) => id)).toEqual(expect.arrayContaining([...MEASURED]));
    expect(year.config.retention).toBeDefined();
  });

  test("has rows that are all read as events, each once, with an id that may be sent", () => {
    const read = rows.map((row) => readEvent(JSON.parse(JSON.stringify(row)), row.messageId));
    expect(read.filter(isRefused)).toEqual([]);
    expect(rows.filter(({ messageId }) => !/^[\w.-]{1,64}$/.test(messageId))).toEqual([]);
    expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(rows.length);
  });

  test("lies within its span, and each account's rows are in order of time", () => {
    const { start, end } = year.truth.span;
    const last = new Map<unknown, string>();
    const early = rows.filter(({ context, timestamp }) => {
      const { groupId } = context as { groupId?: string };
      const before = last.get(groupId) ?? "";
      if (groupId !== undefined) last.set(groupId, timestamp);
      return timestamp < before;
    });
    expect(early).toEqual([]);
    const times = rows.map(({ timestamp }) => Date.parse(timestamp));
    expect(times.filter((at) => at < start || at >= end)).toEqual([]);
  });

  test("tells of all that pages report", () => {
    // Nothing of ours fails in this year, nobody pauses tips, nobody is asked for their goal, and no page tells of standings.
    expect(REPORTS.filter((name) => !names.has(name)).toSorted()).toEqual([
      "Milepost Error",
      "Outcome Chosen",
      "Standing Changed",
      "Tips Paused",
    ]);
  });

  test("tells of what servers know: what accounts pay, that they leave, and what became of leads", () => {
    for (const name of [
      "Subscription Renewed",
      "Subscription Changed",
      "Subscription Cancelled",
      "Lead Closed",
    ])
      expect([...names]).toContain(name);
    const leads = new Set(
      rows.filter(({ event }) => event === "Lead Raised").map(({ messageId }) => messageId),
    );
    const closed = rows.filter(({ event }) => event === "Lead Closed");
    expect(closed.filter((row) => !leads.has((row.properties as { lead_id: string }).lead_id))).toEqual([]);
    expect(new Set(closed.map((row) => (row.properties as { result: string }).result))).toEqual(
      new Set(["won", "lost"]),
    );
  });

  test("has two versions of the plan and of the SDK, four browsers and three segments", () => {
    const collect = (get: (row: LogRow) => unknown): Set<unknown> =>
      new Set(rows.map(get).filter((value) => value !== undefined));
    const say = (row: LogRow) => row.properties as Record<string, unknown>;
    expect(collect((row) => say(row).plan_version)).toEqual(
      new Set(year.truth.releases.map(({ version }) => version)),
    );
    const getLibrary = (row: LogRow) =>
      (row.context as { library: { name: string; version: string } }).library;
    expect(
      collect((row) => (getLibrary(row).name === "milepost" ? getLibrary(row).version : undefined)),
    ).toEqual(new Set(["0.1.0", "0.2.0"]));
    expect(collect((row) => (row.context as { userAgent?: string }).userAgent).size).toBe(4);
    expect(collect((row) => say(row).segment_id)).toEqual(new Set(["free", "team", "pro"]));
  });

  test("has accounts of which nobody comes in the autumn", () => {
    const { silent } = year.truth;
    expect(silent.length).toBeGreaterThan(0);
    for (const { account, from, until } of silent) {
      const came = rows.filter(
        ({ type, timestamp, context }) =>
          (context as { groupId?: string }).groupId === account &&
          type === "page" &&
          Date.parse(timestamp) > from + 3_600_000 &&
          Date.parse(timestamp) < until,
      );
      expect(came).toEqual([]);
    }
  });

  test("holds out exactly those whom the hash holds out", () => {
    const triggers = MEASURED.flatMap((gap) => findTriggers(rows, gap, { isRepeated: true }));
    expect(triggers.length).toBeGreaterThan(300);
    const { holdout } = year.truth;
    const expected = triggers.map(({ gap, unit }) => toShare("acme-invoices", gap, unit) < holdout);
    expect(triggers.map(({ isHeldOut }) => isHeldOut)).toEqual(expected);
  });
});

/** Four standard errors: a figure that is right is beyond them once in 16,000 times. */
const BOUND = 4;

const getMean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

/** How many standard errors the means of two lists are apart. */
function getDistance(a: readonly number[], b: readonly number[], expected = 0): number {
  const getError = (values: readonly number[]): number => {
    const mean = getMean(values);
    return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1) / values.length;
  };
  const error = Math.sqrt(getError(a) + getError(b));
  const difference = getMean(a) - getMean(b) - expected;
  return error === 0 ? (difference === 0 ? 0 : Number.POSITIVE_INFINITY) : difference / error;
}

/** Half of all are held out, so that few accounts tell much. */
const HALF = { accounts: 220, days: 150, holdout: 0.5 };
const NOTHING = Object.fromEntries(MEASURED.map((gap) => [gap, 0]));

describe("the arms of a year without effects", () => {
  let rows: LogRow[];
  let year: Year;
  beforeAll(() => {
    year = simulateYear({ ...HALF, seed: 3, effects: NOTHING });
    rows = [...year.rows];
  });

  test.each(MEASURED)("of %s differ in nothing but the guides", (gap) => {
    const triggers = findTriggers(rows, gap);
    const { end } = year.truth.span;
    const [shown, heldOut] = [true, false].map((isShown) =>
      triggers.filter((one) => one.isHeldOut !== isShown),
    );
    expect(Math.min(shown!.length, heldOut!.length)).toBeGreaterThan(15);
    const half = Math.sqrt(triggers.length) / 2;
    expect(Math.abs(shown!.length - triggers.length / 2) / half, "sizes").toBeLessThan(BOUND);
    const figures: Readonly<Record<string, (one: Trigger) => number>> = {
      "how long they could be followed": ({ at }) => end - at,
      "how long the gap had been open": ({ at, opened }) => at - opened,
      "targets that were missing before": ({ missingBefore }) => missingBefore,
      "other guides before": ({ otherBefore }) => otherBefore,
      "pages they open in the two weeks after": ({ pagesAfter }) => pagesAfter,
      "whether they come to the far milestone in time": ({ reachedAfter }) =>
        +(reachedAfter !== undefined && reachedAfter <= EFFECTS[gap].withinMs),
    };
    for (const [what, get] of Object.entries(figures))
      expect(Math.abs(getDistance(shown!.map(get), heldOut!.map(get))), what).toBeLessThan(BOUND);
  });
});

describe("the effects of a year", () => {
  const effects = { "no-first-invoice": 0.25, "sent-not-paid": 0, "no-reminders": -0.2 } as const;
  let triggers: Map<string, Trigger[]>;
  beforeAll(() => {
    const { rows, truth } = simulateYear({ ...HALF, seed: 4, effects });
    const all = [...rows];
    triggers = new Map(
      Object.keys(effects).map((gap) => [
        gap,
        findTriggers(all, gap).filter(
          ({ at }) => truth.span.end - at >= truth.effects[gap as keyof typeof effects].withinMs,
        ),
      ]),
    );
  });

  test.each(Object.entries(effects))("of %s are the true ones: %d", (gap, effect) => {
    const { withinMs, base } = EFFECTS[gap as keyof typeof effects];
    const isThere = ({ reachedAfter = Number.POSITIVE_INFINITY }: Trigger): number =>
      +(reachedAfter <= withinMs);
    const [shown, heldOut] = [false, true].map((out) =>
      triggers
        .get(gap)!
        .filter(({ isHeldOut }) => isHeldOut === out)
        .map(isThere),
    ) as [number[], number[]];
    expect(Math.abs(getDistance(shown, heldOut, effect))).toBeLessThan(BOUND);
    expect(Math.abs(getDistance(heldOut, [base!, base!]))).toBeLessThan(BOUND);
    if (effect !== 0) expect(Math.sign(effect) * getDistance(shown, heldOut)).toBeGreaterThan(2);
  });
});
