import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../../src/insights/figures/findings.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2);

const configure = (holdout: unknown = 0.5, more: object = {}) => ({
  version: 1,
  product: "acme",
  outcomes: {
    paid: { title: "Paid", owner: "ana@acme.example", idealCustomer: { account: "seats", atLeast: 2 } },
  },
  milestones: {
    start: { title: "Start", when: { event: "Started" } },
    sent: {
      title: "Sent",
      outcome: "paid",
      when: { event: "Invoice Sent" },
      target: { within: "7d", share: 0 },
    },
    weekly: {
      title: "Weekly",
      when: { event: "Invoice Sent", inPeriods: { of: "1w", atLeast: 2, outOf: 2 } },
      lapses: true,
    },
  },
  segments: [{ id: "free", when: { account: "plan", is: "free" } }],
  journeys: { way: { title: "Way", milestones: ["start", "sent"] } },
  gaps: {
    stuck: {
      from: "start",
      to: "sent",
      bridge: ["tip"],
      holdout,
      target: { within: "7d" },
      protects: ["weekly"],
      worth: 0.05,
      review: "2026-01-01",
    },
  },
  guides: { tip: { type: "banner", title: "Tip" } },
  retention: {
    churned: { event: "Cancelled" },
    value: { account: "mrr" },
    renews: { account: "renewsAt" },
    silent: "14d",
  },
  ...more,
});

let written = 0;

/** What the command says of a log in all three forms. None of them ever has a figure of nothing in it. */
async function report(config: object, log: unknown, ...more: string[]) {
  written++;
  const words = [folder.write(`${written}.json`, config), folder.write(`${written}.jsonl`, log), ...more];
  const [json, text] = [await milepost("report", ...words, "--json"), await milepost("report", ...words)];
  expect({ json: json.code, text: text.code }).toEqual({ json: 0, text: 0 });
  const out = join(folder.make(`out-${written}`), "report.html");
  expect(await milepost("report", ...words, "--html", out)).toMatchObject({ code: 0 });
  const page = readFileSync(out, "utf8");
  const shown = page.replace(/<style>[\s\S]*?<\/style>/, "");
  for (const one of [text.out, shown])
    expect(one).not.toMatch(/NaN|Infinity|undefined|\bnull\b|Invalid Date/);
  return { findings: JSON.parse(json.out) as Findings, text: text.out, page, err: json.err };
}

const at = (day: number): string => new Date(START + day * DAY).toISOString();
let ids = 0;
const row = (user: string, day: number, event: string, more: object = {}) =>
  createEvent({ userId: user, event, timestamp: at(day), messageId: `m-${++ids}`, ...more });
const shown = (user: string, day: number, arm: "treated" | "held_out") =>
  row(user, day, arm === "treated" ? "Guide Shown" : "Guide Held Out", {
    properties: { guide_id: "tip", gap_id: "stuck" },
  });

const inStudio = { context: { groupId: "studio" } };
const group = (account: string, day: number, traits: object, user = "ana") =>
  createEvent({
    type: "group",
    userId: user,
    groupId: account,
    timestamp: at(day),
    messageId: `m-${++ids}`,
    traits,
  });

const names = Array.from({ length: 40 }, (_, i) => `u-${i}`);

describe("a report", () => {
  test("of a log without a single exposure says what is known of the gap, and that no effect is", async () => {
    const log = names.flatMap((name, i) => [
      row(name, 0, "Started"),
      ...(i % 2 ? [row(name, 3, "Invoice Sent")] : []),
    ]);
    const { findings, text } = await report(configure(), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({
      opened: 40,
      bridged: 20,
      lost: 20,
      basis: "replayed",
      verdict: { kind: "not measured" },
      guards: [{ milestone: "weekly", difference: null, verdict: { kind: "not told" } }],
      review: { isPast: true },
    });
    expect(text).toContain("effect not measured: the log does not have what pages have shown");
    expect(text).toContain("its review was due on 2026-01-01");
    expect(findings.effects).toEqual([]);
  });

  test("of a gap with one arm alone shows that arm, and calls the arms unhealthy", async () => {
    const log = names.flatMap((name) => [
      row(name, 0, "Started"),
      shown(name, 0.1, "treated"),
      row(name, 3, "Invoice Sent"),
    ]);
    const { findings, text } = await report(configure(), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({
      treated: { n: 40, bridged: 40 },
      heldOut: { n: 0, bridged: 0 },
      uplift: null,
      interval: null,
    });
    expect(findings.gaps.stuck!.verdict).toMatchObject({ kind: "unhealthy" });
    expect(text).toContain("shown 100 % of 40, held out nobody");
    expect(text).toMatch(/unhealthy, .*the arms do not have the sizes that were drawn/);
  });

  test("of a gap with one arm of a few says that it is too early", async () => {
    const log = names.slice(0, 4).flatMap((name) => [row(name, 0, "Started"), shown(name, 0.1, "treated")]);
    const { findings } = await report(configure(0.01), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({ uplift: null, verdict: { kind: "too early" } });
  });

  test("of a target of nothing says that it is met, and by how many", async () => {
    const { findings, text } = await report(
      configure(),
      [row("ana", 0, "Started"), row("ben", 0, "Started")],
      "--until",
      at(60),
    );
    expect(findings.milestones.sent).toMatchObject({
      reached: 0,
      target: { share: 0, reached: 0, isMet: true },
    });
    expect(text).toContain("target 0 % in 7 d met, 0 %");
  });

  test("of a clock that jumps by years, there and back, ends, and counts each event once", async () => {
    const jumps = [0, -3_650, 3_650, 1, -365, 365, 2, 0.5];
    const log = names
      .slice(0, 8)
      .flatMap((name, i) =>
        jumps.map((day, n) => row(name, day + i / 10, n % 2 === 0 ? "Started" : "Invoice Sent")),
      );
    const { findings } = await report(configure(), log);
    expect(findings).toMatchObject({ users: 8, events: 64, rejected: 0 });
    expect(findings.start).toBe(START - 3_650 * DAY);
    expect(findings.milestones.sent!.reached).toBe(8);
    for (const [ms] of findings.milestones.sent!.curve) expect(ms).toBeGreaterThanOrEqual(0);
    for (const { medianMs } of Object.values(findings.gaps)) expect(medianMs ?? 0).toBeGreaterThanOrEqual(0);
  });

  test("of ids that a table would take for formulas shows them as the texts that they are", async () => {
    const odd = [
      "=cmd|' /C calc'!A0",
      "@SUM(1+9)*cmd",
      "+1+1",
      "-2+3",
      "\t=1",
      '=HYPERLINK("https://evil.example")',
    ];
    const log = odd.flatMap((id) => [
      row(id, 0, "Started", { context: { groupId: id, page: { path: `/${id}` } } }),
      row(id, 1, "Story Told", { properties: { answer: id, guide_id: id }, context: { groupId: id } }),
      row(id, 2, "Doc Searched", { properties: { query: id, hits: 0 }, context: { groupId: id } }),
      row(id, 2, "signal rage-click", { context: { groupId: id, page: { path: `/${id}` } } }),
      createEvent({
        type: "group",
        userId: id,
        groupId: id,
        timestamp: at(3),
        messageId: `g-${id}`,
        traits: { mrr: 1, seats: 1, renewsAt: at(90) },
      }),
    ]);
    const { findings, text, page } = await report(configure(), log, "--until", at(60));
    expect(findings).toMatchObject({ users: 6, accounts: 6 });
    const accounts = findings.staying.renewals!.due.map(({ account }) => account);
    expect(accounts.toSorted()).toEqual(odd.toSorted());
    // The text and the page are read by people, and nothing in them is one cell of a table to be opened in another.
    expect(text).toContain("=cmd|' /C calc'!A0");
    expect(page).toContain("=cmd|&#39; /C calc&#39;!A0");
    expect(page).not.toMatch(/<a |href|https:\/\/evil\.example"/);
  });

  test("of a single event has each part, and no figure of nothing", async () => {
    const { findings, text } = await report(configure(), [row("ana", 0, "Started")]);
    expect(findings).toMatchObject({ users: 1, events: 1, accounts: 0, start: START, end: START });
    expect(findings.gaps.stuck).toMatchObject({ opened: 1, lost: 1, verdict: { kind: "not measured" } });
    expect(findings.staying).toMatchObject({
      renewals: { due: [], earlier: [], hindsight: [], value: null },
    });
    expect(findings.staying.fits).toEqual([{ outcome: "paid", accounts: 0, fit: 0, misfits: [] }]);
    expect(text).toContain("Accounts to renew within 90 d: 0");
    expect(text).toContain("Accounts that paid is not meant for: 0 of 0");
    const owned = await report(configure(), [row("ana", 0, "Started")], "--owner", "ana@acme.example");
    expect(owned.text).toContain("sent: 0 of 1, 0 of them in the last week");
  });

  test("of a segment that nobody is in leaves its column out, and says that nobody is on the rung", async () => {
    const { findings, text } = await report(
      configure(),
      names.map((name) => row(name, 0, "Started")),
    );
    expect(findings.segments).toEqual([{ segment: "free", people: 0, risen: 0, fallen: 0, rising: null }]);
    expect(findings.journeys[0]!.groups.map(({ segment }) => segment)).toEqual([null]);
    expect(text).toMatch(/^ {2}free +0 users$/m);
  });

  test.each([
    [0, "nobody is held out", "treated"],
    [1, "everybody is held out", "held_out"],
  ] as const)("of a holdout of %d says why there is no effect: %s", async (share, why, arm) => {
    const log = names.flatMap((name) => [
      row(name, 0, "Started"),
      shown(name, 0.1, arm),
      row(name, 3, "Invoice Sent"),
    ]);
    const { findings, text } = await report(configure(share), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({
      opened: 40,
      bridged: 40,
      uplift: null,
      ratioP: null,
      verdict: { kind: "not measured" },
      [arm === "treated" ? "treated" : "heldOut"]: { n: 40, bridged: 40 },
    });
    expect(text).toContain(`effect not measured: ${why}`);
  });

  test("of a log in which everybody is one account has no difference of accounts", async () => {
    const log = names.flatMap((name, i) => [
      row(name, 0, "Started", { context: { groupId: "all" } }),
      shown(name, 0.1, i % 2 ? "treated" : "held_out"),
    ]);
    const { findings } = await report(configure({ share: 0.5, by: "account" }), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({ uplift: null, interval: null });
  });

  test("of a clock that was in another century says so, and what sets the log's end", async () => {
    const log = [
      group("studio", 0, { mrr: 10, seats: 3 }),
      row("ana", 0, "Started", inStudio),
      createEvent({
        userId: "ana",
        event: "Invoice Sent",
        timestamp: "2099-12-31T23:59:59Z",
        messageId: "far",
      }),
    ];
    const config = configure(0.5, { holdout: { share: 0.1, season: "quarter" } });
    const { findings, err } = await report(config, log);
    expect(err).toContain(
      "the log goes from 2026-03-02 to 2099-12-31: was a clock wrong? Figures follow everybody to its end; --until sets another",
    );
    expect(findings.programme.length).toBeLessThan(300);
    expect((await report(config, log, "--until", at(60))).err).not.toContain("was a clock wrong");
  });

  test.each([
    "1969-12-31T23:59:59Z",
    "2100-01-01T00:00:00Z",
    "+275760-09-13T00:00:00Z",
    "-271821-04-20T00:00:00Z",
  ])("of a time of %s says that it is none, and has the rest", async (timestamp) => {
    const far = createEvent({ userId: "ana", event: "Invoice Sent", timestamp, messageId: "far" });
    const { findings, err } = await report(configure(), [row("ana", 0, "Started"), far]);
    expect(findings).toMatchObject({ users: 1, events: 1, rejected: 1, start: START, end: START });
    expect(err).toContain(
      `timestamp: found ${JSON.stringify(timestamp)}, expected an ISO date from 1970 to 2099`,
    );
  });

  test("of accounts that are worth less than nothing counts them as paying nothing", async () => {
    const log = [
      group("studio", 0, { mrr: -5 }),
      group("shop", 0, { mrr: 10 }),
      row("ana", 0, "Started", inStudio),
      group("shop", 40, { mrr: -1 }),
      row("ana", 100, "Started"),
    ];
    const { findings } = await report(configure(), log);
    expect(findings.staying.months.map(({ n, lost }) => [n, lost])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  test("of a revenue that no number can hold has no share of it, and no figure of nothing", async () => {
    const most = { mrr: Number.MAX_VALUE };
    const log = [
      group("a", 0, most),
      group("b", 0, most),
      row("ana", 0, "Started"),
      row("ana", 100, "Started"),
    ];
    const { findings } = await report(configure(), log);
    expect(findings.staying.months.map(({ n, revenue }) => [n, revenue])).toEqual([
      [2, null],
      [2, null],
    ]);
  });

  test("of people, accounts and pages that are named like what every object has counts each as any other", async () => {
    const odd = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const log = odd.flatMap((id, i) => [
      group(id, 0, { mrr: 1, seats: 2, renewsAt: at(60) }, id),
      row(id, 0, "Started", { context: { groupId: id, page: { path: `/${id}` } } }),
      shown(id, 0.1, i % 2 ? "treated" : "held_out"),
      row(id, 1, `signal ${id}`),
      row(id, 1, "Doc Searched", { properties: { query: id, hits: 0 } }),
      row(id, 2, "Doc Rated", { properties: { doc_id: id, helpful: true } }),
      row(id, 2, "Lead Raised", { properties: { lead: id } }),
      row(id, 2, "Milepost Error", { properties: { code: id } }),
      row(id, 3, "Invoice Sent", { context: { groupId: id } }),
    ]);
    const { findings, text } = await report(configure(), log, "--until", at(60));
    expect(findings).toMatchObject({ users: 4, accounts: 4, rejected: 0 });
    expect(findings.leads.map(({ lead, raised }) => [lead, raised]).toSorted()).toEqual(
      odd.map((id) => [id, 1]).toSorted(),
    );
    expect(findings.health.errors.map(({ code }) => code).toSorted()).toEqual(odd.toSorted());
    expect(text).not.toContain("[object");
  });

  test("of reports whose properties are of other kinds than ours leaves out what they do not say", async () => {
    const odd: Array<[event: string, properties: unknown]> = [
      ["Guide Shown", { guide_id: {}, gap_id: ["stuck"] }],
      ["Guide Held Out", { guide_id: 5, gap_id: "stuck", season: "x".repeat(1000) }],
      ["Milepost Loaded", { paused: {} }],
      ["Survey Answered", { question: 1e308, question_kind: "nps", answer: 11 }],
      ["Survey Answered", { question: -1, question_kind: "ces", answer: 1.5 }],
      ["Lead Closed", { lead_id: "__proto__", value: 1e308 }],
      ["Doc Searched", { hits: -3 }],
      ["Doc Rated", { helpful: "yes" }],
      ["Milepost Error", {}],
      ["Story Told", { answer: 7 }],
    ];
    const log = [
      row("ana", 0, "Started"),
      ...odd.map(([event, properties]) => row("ana", 1, event, { properties })),
    ];
    const { findings } = await report(configure(), log);
    expect(findings.voices.scores).toEqual([]);
    expect(findings.voices.help).toMatchObject({ searches: 1, withoutHit: 0, docs: [] });
    expect(findings.leads).toEqual([]);
  });

  test("of units that were in both arms compares none of them", async () => {
    const log = names.flatMap((name) => [
      row(name, 0, "Started"),
      shown(name, 0.1, "treated"),
      shown(name, 0.2, "held_out"),
    ]);
    const { findings, text } = await report(configure(), log, "--until", at(60));
    expect(findings.gaps.stuck).toMatchObject({
      mixed: 40,
      treated: { n: 0 },
      heldOut: { n: 0 },
      uplift: null,
      verdict: { kind: "unhealthy", because: ["mixed"] },
    });
    expect(text).toContain("40 in both arms");
  });

  test("of guides that were shown before anything opened has a first trigger, and no gap that opens after it", async () => {
    const log = names.flatMap((name, i) => [
      shown(name, 0, i % 2 ? "treated" : "held_out"),
      row(name, 1, "Started"),
      row(name, 1, "Invoice Sent"),
    ]);
    const { findings } = await report(configure(), log, "--until", at(60));
    const { treated, heldOut, opened } = findings.gaps.stuck!;
    expect({ treated, heldOut }).toEqual({
      treated: { n: 20, bridged: 20 },
      heldOut: { n: 20, bridged: 20 },
    });
    expect(opened).toBeLessThanOrEqual(40);
  });

  test("that ends before the log begins is one of nobody", async () => {
    const { findings } = await report(configure(), [row("ana", 0, "Started")], "--until", "2000-01-01");
    expect(findings).toMatchObject({ users: 0, events: 0, accounts: 0 });
    expect(findings.gaps.stuck).toMatchObject({ opened: 0, uplift: null });
  });

  test("of an account that left before it was heard of counts it in no month", async () => {
    const log = [
      row("ana", 0, "Cancelled", inStudio),
      group("studio", 3, { mrr: 3 }),
      row("ana", 0, "Started"),
      row("ana", 100, "Started"),
    ];
    const { findings } = await report(configure(), log);
    expect(findings.staying.months.map(({ n }) => n)).toEqual([0, 0]);
  });
});
