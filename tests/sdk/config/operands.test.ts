import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../../src/sdk/config/parse.ts";
import { getLawRuns } from "../../helpers/lawRuns.ts";
import { createPerson, START } from "../../helpers/person.ts";

const RUNS = getLawRuns(1_000);

const config = (condition: object) => ({
  milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
  guides: { tip: { type: "tooltip", target: "#a", title: "Tip", if: condition } },
});
const read = (condition: object): unknown => parse({ version: 1, product: "acme", ...config(condition) });

/** What people write, and what it means: `undefined` where it means nothing, or may mean two things. */
type Spellings<T> = ReadonlyArray<readonly [written: unknown, meant: T | undefined]>;

/** From Monday, 0. */
const WEEKDAYS: Spellings<number> = [
  ["mon", 0],
  ["Mon", 0],
  ["monday", 0],
  ["Mondays", 0],
  ["tue", 1],
  ["Tues.", 1],
  ["wednesday", 2],
  ["Thur", 3],
  ["FRIDAY", 4],
  ["sat", 5],
  ["saturday", 5],
  ["Saturday ", 5],
  ["sun", 6],
  ["Sun.", 6],
  ["weekend", undefined],
  ["s", undefined],
  ["su", undefined],
  ["6", undefined],
  ["", undefined],
  ["samstag", undefined],
  ["sunday morning", undefined],
];
/** Minutes of the day. */
const TIMES: Spellings<number> = [
  ["09:00", 540],
  ["9:00", 540],
  ["9am", 540],
  ["9 am", 540],
  ["9 a.m.", 540],
  ["9.00", 540],
  ["9h00", 540],
  ["9h", 540],
  ["8pm", 1200],
  ["8 PM", 1200],
  ["20:00", 1200],
  ["8:30pm", 1230],
  ["12am", 0],
  ["12pm", 720],
  ["noon", 720],
  ["00:00", 0],
  ["9", undefined],
  ["20", undefined],
  ["25:00", undefined],
  ["9:60", undefined],
  ["13pm", undefined],
  ["midnight", undefined],
  ["evening", undefined],
  ["9:00 CET", undefined],
  ["", undefined],
];
/** Days of January 2026; 5 is the Monday on which the story starts. */
const DATES: Spellings<number> = [
  ["2026-01-05", 5],
  ["2026-1-5", 5],
  ["2026/01/05", 5],
  ["5.1.2026", 5],
  ["05.01.2026", 5],
  ["Jan 5, 2026", 5],
  ["5 January 2026", 5],
  ["13/1/2026", 13],
  ["1/13/2026", 13],
  ["1/1/2026", 1],
  ["2026-01-07", 7],
  ["7. January 2026", 7],
  ["5/1/2026", undefined],
  ["2026-02-30", undefined],
  ["2026-13-01", undefined],
  ["next week", undefined],
  ["05.01.26", undefined],
  ["", undefined],
  ["January", undefined],
];
/** Milliseconds from now. */
const SPANS: Spellings<number> = [
  ["-14d", -14 * 86_400_000],
  ["-2h", -7_200_000],
  ["+1d", 86_400_000],
  ["-1.5h", -5_400_000],
  ["-14D", -14 * 86_400_000],
  ["now", 0],
  ["14d", undefined],
  ["2 weeks ago", undefined],
  ["-14", undefined],
  ["-1M", undefined],
  ["-1mo", undefined],
  ["- 14d", undefined],
  [1_767_225_600, undefined],
  [14, undefined],
];
const PAGES: Spellings<string> = [
  ["/invoices", "/invoices"],
  ["/invoices/", "/invoices"],
  ["/in*", "/invoices"],
  ["*", "/invoices"],
  ["https://acme.example/invoices", "/invoices"],
  ["/café", "/caf%C3%A9"],
  ["/caf%C3%A9", "/caf%C3%A9"],
  ["/my page", "/my%20page"],
  ["invoices", undefined],
  ["invoices/*", undefined],
  ["acme.example/invoices", undefined],
  ["./invoices", undefined],
  ["", undefined],
];

const DAY_MS = 86_400_000;

interface Case {
  readonly condition: object;
  readonly place: string;
  readonly meant: unknown;
  /** By what it means, at that many minutes after the story has started. */
  holds(minutes: number): boolean;
}

const at = (minutes: number): number => START + minutes * 60_000;
const from = <T>(spellings: Spellings<T>): fc.Arbitrary<readonly [unknown, T | undefined]> =>
  fc.constantFrom(...spellings);

const cases: fc.Arbitrary<Case> = fc.oneof(
  fc.tuple(from(WEEKDAYS), fc.boolean()).map(([[written, meant], isNot]) => ({
    condition: { now: "weekday", [isNot ? "isNot" : "is"]: written },
    place: isNot ? "isNot" : "is",
    meant,
    holds: (minutes: number) => (Math.floor(at(minutes) / DAY_MS + 3) % 7 === meant) !== isNot,
  })),
  fc.tuple(from(TIMES), fc.boolean()).map(([[written, meant], isAfter]) => ({
    condition: { now: "time", [isAfter ? "after" : "before"]: written },
    place: isAfter ? "after" : "before",
    meant,
    holds: (minutes: number) => Math.floor((at(minutes) % DAY_MS) / 60_000) >= meant! === isAfter,
  })),
  fc.tuple(from(DATES), fc.boolean()).map(([[written, meant], isAfter]) => ({
    condition: { now: "date", [isAfter ? "after" : "before"]: written },
    place: isAfter ? "after" : "before",
    meant,
    holds: (minutes: number) => at(minutes) >= Date.UTC(2026, 0, meant) === isAfter,
  })),
  fc.tuple(from([...DATES]), fc.boolean()).map(([[written, meant], isAfter]) => ({
    condition: { trait: "at", [isAfter ? "after" : "before"]: written },
    place: isAfter ? "after" : "before",
    meant,
    holds: () => TRAIT >= Date.UTC(2026, 0, meant) === isAfter,
  })),
  fc.tuple(from(SPANS), fc.boolean()).map(([[written, meant], isAfter]) => ({
    condition: { trait: "at", [isAfter ? "after" : "before"]: written },
    place: isAfter ? "after" : "before",
    meant,
    holds: (minutes: number) => TRAIT >= at(minutes) + meant! === isAfter,
  })),
  from(PAGES).map(([written, meant]) => ({
    condition: { page: written },
    place: "page",
    meant,
    holds: () => true,
  })),
);

/** What the trait says, noon of the 7th. */
const TRAIT = Date.UTC(2026, 0, 7, 12);

describe("what people write in conditions", () => {
  test("is refused with its place, or does what its one meaning says", () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 0, max: 14 * 1440 }),
        ({ condition, place, meant, holds }, minutes) => {
          if (meant === undefined) {
            const line = new RegExp(`^guides\\.tip\\.if\\.${place}: found .*, expected `);
            expect(() => read(condition)).toThrow(line);
            return;
          }
          const ana = createPerson(config(condition));
          ana.identify({ at: TRAIT });
          ana.wait(`${minutes}m`);
          if (place === "page") ana.visit(`${meant}`);
          expect(ana.verdict("tip") === "show", JSON.stringify(condition)).toBe(holds(minutes));
        },
      ),
      RUNS,
    );
  });

  test.each([
    [
      { now: "weekday", is: "saterday" },
      'is: found "saterday", expected a weekday like mon; did you mean "sat"?',
    ],
    [{ now: "weekday", above: 3 }, "above: found 3, expected is, isNot, in, notIn of a weekday"],
    [{ now: "time", after: "20" }, 'after: found "20", expected a time like 09:30; did you mean "20:00"?'],
    [
      { now: "time", atLeast: 9 },
      'atLeast: found 9, expected is, isNot, in, notIn, after, before of a time; did you mean "after"?',
    ],
    [{ now: "date", is: "today" }, 'is: found "today", expected a day like 2026-12-24'],
    [
      { trait: "at", before: "3/4/2026" },
      'before: found "3/4/2026", expected a date like 2026-12-24, a time in milliseconds, today, or a span from now like -14d: this may be 2026-03-04 or 2026-04-03',
    ],
    [
      { trait: "at", before: "14d" },
      'before: found "14d", expected a date like 2026-12-24, a time in milliseconds, today, or a span from now like -14d; did you mean "-14d"?',
    ],
    [
      { trait: "at", after: 1_767_225_600 },
      "after: found 1767225600, expected a time in milliseconds; did you mean 1767225600000?",
    ],
    [{ trait: "role", in: [] }, "in: found a list, expected a list with something in it"],
    [{ trait: "at", inLast: "0d" }, 'inLast: found "0d", expected a span of time'],
    [{ event: "X", within: "0h" }, 'within: found "0h", expected a span of time'],
    [
      { event: "X", inPeriods: { of: "1w", atLeast: 5, outOf: 4 } },
      "inPeriods.atLeast: found 5, expected at most the 4 of outOf",
    ],
    [
      { page: "invoices" },
      'page: found "invoices", expected a path like /invoices; did you mean "/invoices"?',
    ],
    [
      { page: "^\\/invoices$" },
      'page: found "^\\\\/invoices$", expected a path like /invoices; did you mean "/invoices"?',
    ],
    [
      { page: "app.acme.example/invoices" },
      'page: found "app.acme.example/invoices", expected a path like /invoices; did you mean "https://app.acme.example/invoices"?',
    ],
    [
      { after: "1d" },
      'after: found "1d", expected a place where a gap\'s clock runs, its opens or for; elsewhere { "milestone": "...", "is": "reached", "after": "1d" }',
    ],
    [
      { event: "X", where: { at: { after: "soon" } } },
      'where.at.after: found "soon", expected a date like 2026-12-24, a time in milliseconds, today, or a span from now like -14d',
    ],
  ])("%j is refused, with what was meant", (condition, line) => {
    expect(() => read(condition)).toThrow(expect.objectContaining({ message: `guides.tip.if.${line}` }));
    expect(() => read({ any: [{ not: condition }] })).toThrow(`guides.tip.if.any.0.not.${line}`);
  });

  test("a gap's clock is no one else's: after is refused in segments, milestones, limits and for whom all is", () => {
    const after = { after: "1d" };
    const base = { version: 1, product: "acme", ...config({ all: [] }) };
    for (const [place, more] of [
      ["for", { for: after }],
      ["limits.unless", { limits: { unless: after } }],
      ["segments.0.when", { segments: [{ id: "old", when: after }] }],
      ["milestones.sent.when", { milestones: { sent: { title: "S", when: after } } }],
    ] as const)
      expect(() => parse({ ...base, ...more })).toThrow(`${place}.after: found "1d", expected a place where`);
    expect(() =>
      parse({ ...base, gaps: { slow: { to: "sent", opens: { all: [after] }, for: { not: after } } } }),
    ).not.toThrow();
  });

  test("hours of quiet are read as times are", () => {
    const base = { version: 1, product: "acme", ...config({ all: [] }) };
    const quiet = (from: string, to: string) =>
      parse({ ...base, limits: { quiet: { from, to } } }).plan.limits.quiet;
    expect(quiet("8pm", "7:00")).toEqual({ from: "20:00", to: "07:00" });
    expect(() => quiet("evening", "07:00")).toThrow(
      'limits.quiet.from: found "evening", expected a time like 09:30',
    );
    expect(() => quiet("8pm", "20:00")).toThrow(
      'limits.quiet.to: found "20:00", expected another time than that in from',
    );
  });
});
