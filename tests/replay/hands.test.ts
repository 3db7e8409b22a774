import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCrowd } from "../../src/replay/crowd.ts";
import { compareEvents, isRefused, type LogEvent, readEvent } from "../../src/replay/logEvent.ts";
import type { Person } from "../../src/replay/person.ts";
import { toFact } from "../../src/replay/toFact.ts";
import { addHands } from "../../src/sdk/config/compile/addHands.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import type { Report } from "../../src/sdk/domain/state/facts.ts";
import { getLawRuns } from "../helpers/lawRuns.ts";
import { ms } from "../helpers/person.ts";

const START = Date.parse("2026-03-02T09:00:00Z");

interface Given {
  readonly bridge?: readonly unknown[];
  readonly gap?: object;
  readonly root?: object;
}

const createConfig = ({ bridge = [{ hand: "csm", after: "3d" }], gap, root }: Given) => ({
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    invoice: { title: "An invoice", when: { event: "Invoice Sent" } },
    team: { title: "A colleague", level: "account", when: { event: "Member Joined" } },
    weekly: { title: "Each week", when: { event: "Report Read", within: "1w" }, lapses: true },
  },
  gaps: { stuck: { from: "workspace", to: "invoice", opens: { after: "1d" }, bridge, ...gap } },
  guides: {
    tip: { type: "tooltip", target: "#a", title: "Tip" },
    tour: { type: "tour", steps: [{ target: "#a", title: "Tour" }] },
  },
  docs: [{ id: "help", title: "Help", body: "Help" }],
  ...root,
});

/** What happened after how long: an event's name, whose it was, its properties. */
type Line = readonly [after: string | number, name: string, of?: Of];
interface Of {
  readonly user?: string;
  readonly account?: string;
  readonly [property: string]: unknown;
}

/** The reports of a log that ends after `until`. */
function run(given: Given, lines: readonly Line[], until: string | number, untold?: ReadonlySet<string>) {
  const config = createConfig(given);
  const engine = createFullEngine(addHands(config as unknown as Config, parse(config).plan));
  const told: Array<{ readonly user: string; readonly report: Report }> = [];
  const onReports = ({ here: { user } }: Person, more: readonly Report[]): void => {
    for (const report of more) told.push({ user, report });
  };
  const crowd = createCrowd({ engine, zone: "UTC", untold, onReports });
  const toMs = (after: string | number): number => (typeof after === "number" ? after : ms(after));
  const events = lines.map(([after, event, { user = "ana", account, ...properties } = {}], i): LogEvent => {
    const timestamp = START + toMs(after);
    const row = { type: "track", event, userId: user, messageId: `m${i}`, timestamp, properties };
    const read = readEvent({ ...row, context: { groupId: account } }, `${i}`);
    if (isRefused(read)) throw new Error(`${read.field}: ${read.value}`);
    return read;
  });
  for (const event of events.sort(compareEvents)) crowd.advance(crowd.meet(event).person, toFact(event));
  crowd.carry(START + toMs(until));
  for (const person of crowd.all()) crowd.advance(person, { kind: "time", at: START + toMs(until) });
  const reports = told.map(({ report }) => report);
  return { told, reports, handed: reports.filter(({ event }) => event.startsWith("Bridge")) };
}

const say = ({ handed }: ReturnType<typeof run>): unknown[] =>
  handed.map(({ event, at, properties }) => [
    (at - START) / 3_600_000,
    event === "Bridge Handed On" ? properties.hand : "held out",
  ]);

const BEGINS: Line = ["0s", "Workspace Created"];
const shown = (guide: string): Of => ({ gap_id: "stuck", guide_id: guide });
const CALL = { hand: "csm", after: "3d" };

describe("a bridge that ends beyond the page hands on", () => {
  test.each<[when: string, given: Given, lines: readonly Line[], handed: readonly unknown[]]>([
    ["after the opening where nothing comes before it", {}, [BEGINS], [[96, "csm"]]],
    ["nobody who is there before", {}, [BEGINS, ["95h", "Invoice Sent"]], []],
    ["who comes there after that", {}, [BEGINS, ["97h", "Invoice Sent"]], [[96, "csm"]]],
    ["nobody whose gap never opens", {}, [["0s", "Anything"]], []],
    [
      "after the showing of the guide before it",
      { bridge: ["tip", CALL] },
      [BEGINS, ["30h", "Guide Shown", shown("tip")]],
      [[102, "csm"]],
    ],
    [
      "after the first showing of several",
      { bridge: ["tip", CALL] },
      [BEGINS, ["30h", "Guide Shown", shown("tip")], ["50h", "Guide Shown", shown("tip")]],
      [[102, "csm"]],
    ],
    ["after the opening where that was never shown", { bridge: ["tip", CALL] }, [BEGINS], [[96, "csm"]]],
    [
      "after the opening where another one was shown",
      { bridge: ["tip", "tour", CALL] },
      [BEGINS, ["30h", "Guide Shown", shown("tip")]],
      [[96, "csm"]],
    ],
    [
      "after the opening where the user opened it themselves",
      { bridge: ["tip", CALL] },
      [BEGINS, ["30h", "Guide Shown", { ...shown("tip"), self_opened: true }]],
      [[96, "csm"]],
    ],
    [
      "after the guide before a doc, which nobody sees opening",
      { bridge: ["tip", "help", CALL] },
      [BEGINS, ["30h", "Guide Shown", shown("tip")]],
      [[102, "csm"]],
    ],
    [
      "one after the other",
      { bridge: [CALL, { hand: "partner", after: "1d" }, { hand: "csm", after: "1d" }] },
      [BEGINS],
      [
        [96, "csm"],
        [120, "partner"],
        [144, "csm"],
      ],
    ],
    ["at the opening where no time is said", { bridge: [{ hand: "email" }] }, [BEGINS], [[24, "email"]]],
    ["nobody whose gap it is not", { gap: { for: { event: "Asked" } } }, [BEGINS], []],
    [
      "as soon as it is theirs",
      { gap: { for: { event: "Asked" } } },
      [BEGINS, ["80h", "Asked"]],
      [[152, "csm"]],
    ],
    ["nobody while it is paused", { gap: { status: "paused" } }, [BEGINS], []],
    ["nobody while Milepost is paused", { root: { status: "paused" } }, [BEGINS], []],
    ["nobody who is held out", { gap: { holdout: 1 } }, [BEGINS], [[96, "held out"]]],
    ["nobody who is held out of all", { root: { holdout: 1 } }, [BEGINS], [[96, "held out"]]],
    ["whom no holdout touches", { gap: { exempt: true }, root: { holdout: 1 } }, [BEGINS], [[96, "csm"]]],
    [
      "by the arm that a guide has settled",
      { bridge: ["tip", CALL], gap: { holdout: 1 } },
      [BEGINS, ["30h", "Guide Shown", shown("tip")]],
      [[102, "csm"]],
    ],
    [
      "nobody whom a guide has settled to be held out",
      { bridge: ["tip", CALL], gap: { holdout: 0 } },
      [BEGINS, ["30h", "Guide Held Out", shown("tip")]],
      [[102, "held out"]],
    ],
    [
      "again when the gap begins anew",
      { gap: { to: "weekly" } },
      [BEGINS, ["100h", "Report Read"]],
      [
        [96, "csm"],
        [100 + 168 + 24 + 72, "csm"],
      ],
    ],
  ])("%s", (_, given, lines, handed) => {
    expect(say(run(given, lines, "20d"))).toEqual(handed);
  });

  test("an account once, whoever of it was there", () => {
    const gap = { to: "team", opens: { event: "Workspace Created" } };
    const of = (user: string): Of => ({ user, account: "studio" });
    const lines: Line[] = [
      ["0s", "Workspace Created", of("ana")],
      ["5h", "Seen", of("ben")],
    ];
    const { handed } = run({ gap }, lines, "9d");
    expect(new Set(handed.map(({ id }) => id)).size).toBe(1);
    expect(say(run({ gap }, [...lines, ["2d", "Member Joined", of("ben")]], "9d"))).toEqual([]);
  });

  test("by what a page says where a page alone sees the gap opening, and says that it is bridged", () => {
    const gap = { opens: { element: "#empty" } };
    const untold = new Set(["stuck"]);
    const opened: Line = ["10h", "Gap Opened", { gap_id: "stuck" }];
    expect(say(run({ gap }, [BEGINS], "9d", untold))).toEqual([]);
    expect(say(run({ gap }, [BEGINS, opened], "9d", untold))).toEqual([[82, "csm"]]);
    const { reports } = run({ gap }, [BEGINS, opened, ["5d", "Invoice Sent"]], "9d", untold);
    expect(reports.map(({ event }) => event)).toContain("Gap Bridged");
  });

  test("with what is to be known of it", () => {
    const bridge = ["tip", { ...CALL, note: "Offer to help" }];
    const lines: Line[] = [BEGINS, ["30h", "Guide Shown", shown("tip")]];
    const [report] = run({ bridge, gap: { holdout: 0.01 } }, lines, "9d").handed;
    expect(report).toMatchObject({
      event: "Bridge Handed On",
      properties: {
        gap_id: "stuck",
        from: "workspace",
        milestone_id: "invoice",
        hand: "csm",
        note: "Offer to help",
        guides: ["tip"],
        elapsed_ms: ms("78h"),
        arm: "treated",
      },
    });
    expect(report!.id).toMatch(/^mp_[0-9a-f]{32}$/);
    expect(report!.properties).not.toHaveProperty("occurrence");
  });

  test("under ids that stay where the bridge gets other rungs", () => {
    const [one] = run({}, [BEGINS], "9d").handed;
    const bridge = ["tip", { hand: "email", after: "1h" }, { hand: "csm", after: "2d" }];
    const other = run({ bridge }, [BEGINS], "9d").handed.find(({ properties }) => properties.hand === "csm");
    expect(other!.id).toBe(one!.id);
  });
});

test("a page's plan knows nothing of what is handed on", () => {
  const { plan, leftOut } = parse(createConfig({ bridge: ["tip", { ...CALL, note: "Offer to help" }] }));
  expect(leftOut).toEqual([]);
  expect(JSON.stringify(plan)).not.toMatch(/csm|Offer|hands/);
  expect(plan.gaps[0]!.bridge).toEqual([{ show: ["tip"] }]);
});

describe("laws of handing on", () => {
  const line = fc.tuple(
    fc.integer({ min: 0, max: 240 }).map((hours) => hours * 3_600_000),
    fc.constantFrom(
      "Workspace Created",
      "Invoice Sent",
      "Report Read",
      "Guide Shown",
      "Guide Held Out",
      "Asked",
    ),
    fc.record({
      user: fc.constantFrom("ana", "ben"),
      gap_id: fc.constant("stuck"),
      guide_id: fc.constantFrom("tip", "tour"),
    }),
  );
  const lines = fc.array(line, { maxLength: 12 });
  const to = fc.constantFrom("invoice", "weekly");
  const bridge = ["tip", CALL, { hand: "email", after: "12h" }];
  const tell = ({ handed }: ReturnType<typeof run>) => handed.map(({ id, event, at }) => [id, event, at]);

  test("whoever looks, and however often on the way, finds the same, with the same ids and times", () => {
    fc.assert(
      fc.property(
        lines,
        to,
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 4 }),
        (log, far, looks) => {
          const given = { bridge, gap: { to: far, holdout: 0.5 } };
          const whole = tell(run(given, log, "500h"));
          for (const hours of looks) {
            const until = hours * 3_600_000;
            const known = log.filter(([at]) => at <= until);
            const found = tell(run(given, known, until));
            expect(found).toEqual(
              expect.arrayContaining(whole.filter(([, , at]) => Number(at) - START <= until)),
            );
            expect(whole).toEqual(expect.arrayContaining(found));
          }
        },
      ),
      getLawRuns(300),
    );
  });

  test("nobody is handed on twice for one occurrence, nor when the gap is bridged, nor in both arms", () => {
    fc.assert(
      fc.property(lines, to, (log, far) => {
        const { told, handed } = run({ bridge, gap: { to: far, holdout: 0.5 } }, log, "500h");
        expect(new Set(handed.map(({ id }) => id)).size).toBe(handed.length);
        const found = new Map<string, string>();
        for (const { user, report } of told) {
          const { event, properties } = report;
          if (!["Gap Opened", "Gap Bridged", "Bridge Handed On", "Bridge Held Out"].includes(event)) continue;
          const key = `${user} ${properties.occurrence}`;
          const before = found.get(key);
          // It opens, then one arm, if any, any number of times; behind its end nothing comes.
          if (event === "Gap Opened") expect(before).toBeUndefined();
          else if (event === "Gap Bridged") expect(before).not.toBe(event);
          else expect(["Gap Opened", event]).toContain(before);
          found.set(key, event);
        }
      }),
      getLawRuns(300),
    );
  });
});
