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
    expect(text).toContain("target 0 % in 7 d: met, 0 %");
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
    expect(findings.segments).toEqual([{ segment: "free", people: 0, risen: 0, fallen: 0 }]);
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
});
