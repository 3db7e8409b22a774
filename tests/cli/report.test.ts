import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import type { AccountReview } from "../../src/insights/figures/accounts/accountReview.ts";
import type { Findings } from "../../src/insights/figures/findings.ts";
import type { LogRow } from "../../src/simulation/rows.ts";
import { simulateYear, type Year } from "../../src/simulation/simulateYear.ts";
import { findTriggers } from "../simulation/triggers.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const DAY = 86_400_000;

const read = async (...words: string[]): Promise<Findings> =>
  JSON.parse((await milepost("report", ...words, "--json")).out) as Findings;

describe("a report on the real log", () => {
  let findings: Findings;
  beforeAll(async () => {
    findings = await read(CONFIG, LOG);
  });

  test("counts as a simulation does", async () => {
    const { out } = await milepost("simulate", CONFIG, LOG, "--json");
    const simulation = JSON.parse(out) as Simulation;
    const { users, events, rejected, milestones, gaps, guides } = findings;
    expect({ users, events, rejected }).toEqual({ users: 1120, events: 4657, rejected: 0 });
    for (const [id, { reached, lapsed }] of Object.entries(simulation.milestones))
      expect(milestones[id], id).toMatchObject({ n: users, reached, lapsed });
    for (const [id, { opened, bridged, heldOut }] of Object.entries(simulation.gaps))
      expect(gaps[id], id).toMatchObject({ opened, bridged, heldOutUnits: heldOut });
    expect(guides).toEqual(simulation.guides);
  });

  test("has the times to a milestone, with who is on the way, as somebody would work them out by hand", () => {
    const people = new Map<string, number[]>();
    for (const line of readFileSync(LOG, "utf8").trim().split("\n")) {
      const { userId, timestamp } = JSON.parse(line) as { userId: string; timestamp: string };
      people.set(userId, [...(people.get(userId) ?? []), Date.parse(timestamp)]);
    }
    const end = Math.max(...[...people.values()].flat());
    const spans = [...people.values()].map((times) => {
      const sorted = times.sort((a, b) => a - b);
      const fifth = sorted[4];
      return { ms: (fifth ?? end) - sorted[0]!, isThere: fifth !== undefined };
    });
    const times = [...new Set(spans.filter(({ isThere }) => isThere).map(({ ms }) => ms))].sort(
      (a, b) => a - b,
    );
    let left = 1;
    const curve = times.map((ms) => {
      const atRisk = spans.filter((one) => one.ms >= ms).length;
      left *= 1 - spans.filter((one) => one.isThere && one.ms === ms).length / atRisk;
      return [ms, 1 - left] as const;
    });
    const { five } = findings.milestones;
    expect(five!.curve.map(([ms]) => ms)).toEqual(times);
    curve.forEach(([, share], i) => void expect(five!.curve[i]![1]).toBeCloseTo(share, 10));
    expect(five!.medianMs).toBe(curve.find(([, share]) => share >= 0.5)?.[0] ?? null);
  });

  test("tells no effect where the log does not have what pages have shown", async () => {
    expect(findings.gaps.gone).toMatchObject({ basis: "replayed", verdict: { kind: "not measured" } });
    const { out } = await milepost("report", CONFIG, LOG);
    expect(out).toContain("effect not measured: the log does not have what pages have shown");
    expect(out).not.toContain("points");
  });

  test("ends where it is told", async () => {
    const until = Date.UTC(2022, 0, 1);
    const early = await read(CONFIG, LOG, "--until", "2022-01-01T00:00:00Z");
    expect(early.end).toBe(until);
    expect(early.events).toBeLessThan(findings.events);
    const spans = Object.values(early.milestones).flatMap(({ curve }) => curve.map(([ms]) => ms));
    expect(Math.max(...spans)).toBeLessThanOrEqual(until - early.start!);
  });
});

describe("a report on a simulated year", () => {
  let folder: Folder;
  let year: Year;
  let rows: LogRow[];
  let config: string;
  let log: string;
  let findings: Findings;
  beforeAll(async () => {
    folder = createFolder();
    year = simulateYear({ accounts: 40, holdout: 0.3, seed: 2 });
    rows = [...year.rows];
    config = folder.write("milepost.json", year.config);
    log = folder.write("year.jsonl", rows);
    findings = await read(config, log);
  });
  afterAll(() => folder.remove());

  test("has an effect for each gap that holds out, over the first triggers that the log tells of", () => {
    for (const gap of ["no-first-invoice", "sent-not-paid", "no-reminders", "working-alone"]) {
      const { basis, withinMs, treated, heldOut, mixed, tooYoung, uplift, interval, ...rest } =
        findings.gaps[gap]!;
      const triggers = findTriggers(rows, gap);
      const old = triggers.filter(({ at }) => findings.end! - at >= withinMs);
      const count = (isHeldOut: boolean) => {
        const arm = old.filter((one) => one.isHeldOut === isHeldOut);
        const bridged = arm.filter(({ reachedAfter: ms }) => ms !== undefined && ms <= withinMs).length;
        return { n: arm.length, bridged };
      };
      expect({ basis, treated, heldOut }).toEqual({
        basis: "recorded",
        treated: count(false),
        heldOut: count(true),
      });
      expect({ mixed, tooYoung }).toEqual({ mixed: 0, tooYoung: triggers.length - old.length });
      expect(uplift).toBeCloseTo(treated.bridged / treated.n - heldOut.bridged / heldOut.n, 10);
      expect(interval![0]).toBeLessThan(uplift!);
      expect(interval![1]).toBeGreaterThan(uplift!);
      expect(rest.disagreeing).toEqual([]);
    }
  });

  test("names the milestones' targets, and whether they are met", () => {
    const { target, curve } = findings.milestones["first-invoice"]!;
    const reached = curve.findLast(([ms]) => ms <= 7 * DAY)![1];
    expect(target).toMatchObject({ withinMs: 7 * DAY, share: 0.6, reached, isMet: reached >= 0.6 });
    expect(findings.milestones.workspace!.target).toBeNull();
  });

  test("ranks gaps by the customers that are lost there", () => {
    const lost = Object.values(findings.gaps).map((gap) => gap.lost);
    expect(lost).toEqual(lost.toSorted((a, b) => b - a));
    expect(lost[0]).toBeGreaterThan(0);
  });

  test("is the same for a log in another order, and for one that has everything twice", async () => {
    const other = folder.write("other.jsonl", [...rows.toReversed(), ...rows]);
    expect(await read(config, other)).toEqual(findings);
  });

  test("says who stays, what people say and ask for, and what runs in their pages, each as the log has it", () => {
    const { staying, voices, leads, health, friction } = findings;
    const raised = rows.filter(({ event }) => event === "Lead Raised");
    expect(leads.reduce((sum, one) => sum + one.raised, 0)).toBe(raised.length);
    const told = rows.filter(({ event }) => event === "Story Told");
    expect(voices.stories).toHaveLength(told.length);
    const searched = rows.filter(({ event }) => event === "Doc Searched");
    expect(voices.help.searches).toBe(searched.length);
    expect(voices.scores.map(({ kind }) => kind).toSorted()).toEqual(["csat", "nps"]);
    expect(health.versions.map(({ version }) => version)).toEqual(["0.2.0"]);
    expect(health.plans).toHaveLength(1);
    expect(friction.map(({ page }) => page)).toContain("/settings/import");
    const left = new Set(
      rows
        .filter(({ event }) => event === "Subscription Cancelled")
        .map(({ context }) => {
          return (context as { groupId: string }).groupId;
        }),
    );
    const lost = staying.months.reduce((sum, month) => sum + month.lost, 0);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(left.size);
    const silent = new Set(staying.silence.silent.map(({ account }) => account));
    expect(silent.size).toBeGreaterThan(0);
    expect([...left].filter((account) => silent.has(account))).toEqual([]);
    for (const { kept } of staying.cohorts) for (const { n } of kept) expect(n).toBeGreaterThan(0);
  });

  test("of one account has its people, what they have reached, and what is open for them", async () => {
    const told =
      rows.find(({ event }) => event === "Story Told") ?? rows.find(({ event }) => event === "Gap Opened");
    const { groupId: account } = told!.context as { groupId: string };
    const words = [config, log, "--account", account];
    const review = JSON.parse((await milepost("report", ...words, "--json")).out) as AccountReview;
    const names = new Set(
      rows
        .filter(({ context }) => (context as { groupId?: string }).groupId === account)
        .flatMap(({ userId }) => (typeof userId === "string" ? userId : [])),
    );
    expect(new Set(review.people.map(({ person }) => person))).toEqual(names);
    const opened = review.people.flatMap(({ open }) => open);
    const team = review.gaps.filter(({ gap }) => gap === "working-alone").map(({ open }) => open)[0] ?? 0;
    expect(review.gaps.reduce((sum, { open }) => sum + open, 0)).toBe(
      new Set(review.people.flatMap(({ person, open }) => open.map((gap) => `${person} ${gap}`))).size + team,
    );
    expect(opened.length).toBeGreaterThan(0);
    for (const { n, reached, has } of review.milestones) {
      expect(has).toBeLessThanOrEqual(reached);
      expect(reached).toBeLessThanOrEqual(n);
    }
    const { out } = await milepost("report", ...words);
    expect(out.startsWith(`${account}, `)).toBe(true);
    for (const { person } of review.people.slice(0, 10)) expect(out).toContain(`  ${person}: `);
    const page = folder.write("account.html", "");
    await milepost("report", ...words, "--html", page);
    const written = readFileSync(page, "utf8");
    expect(written).toContain(`<h1>${account}, with acme-invoices</h1>`);
    expect(written).not.toMatch(/<script|https?:/);
  });

  test("can be read in a terminal, with charts that are as long as their figures", async () => {
    const { out, err, code } = await milepost("report", config, log);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    const { journeys, users, accounts } = findings;
    expect(out).toContain(`${users} users, ${accounts} accounts, `);
    const [{ people, steps }] = journeys[0]!.groups as [(typeof journeys)[number]["groups"][number]];
    expect(out).toContain(`Get paid with Acme: ${people} users\n`);
    for (const { milestone, throughout } of steps) {
      const [, bar, share] = new RegExp(
        `^  ${milestone} +([█▏▎▍▌▋▊▉]+) +(\\d+) % +${throughout}\\b`,
        "m",
      ).exec(out)!;
      expect(Math.abs(bar!.length / 24 - Number(share) / 100), milestone).toBeLessThan(1 / 24);
    }
    expect(out).toMatch(/within 7 d: shown \d+ % of \d+, held out \d+ % of \d+/);
    expect(out).toMatch(/^ +[─●│]+ +[+-]\d+ points \([+-]?\d+ to [+-]?\d+\): /m);
    expect(out).toMatch(/^ {2}The largest of \d is [+-]\d+ points, of [\w-]+\. .*: expect [+-]?\d+\.$/m);
    expect(out).toMatch(/^Silent accounts, 21 d or longer: \d+ of \d+/m);
    expect(out).toMatch(/^ {2}nps, question 1 \(nps\): -?\d+ \(-?\d+ to -?\d+\), \d+ people$/m);
  });
});

describe("a report of the whole programme", () => {
  let folder: Folder;
  beforeAll(() => {
    folder = createFolder();
  });
  afterAll(() => folder.remove());

  test("has each season in text, figures and page, with its sentence and when it may be read", async () => {
    const config = folder.write("milepost.json", {
      version: 1,
      product: "acme",
      milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" }, target: { within: "7d" } } },
      holdout: { share: 0.5, season: "quarter" },
    });
    const rows = Array.from({ length: 60 }, (_, i) => {
      const by = (event: string, timestamp: string) => createEvent({ event, timestamp, userId: `u-${i}` });
      return [
        by("Signed In", "2026-02-01T09:00:00Z"),
        ...(i % 3 === 0 ? [by("Invoice Sent", "2026-02-03T09:00:00Z")] : []),
      ];
    });
    const given = [config, folder.write("log.jsonl", rows.flat()), "--until", "2026-04-10T00:00:00Z"];
    const { out: text } = await milepost("report", ...given);
    expect(text).toMatch(/The whole programme, season 2026-01\n {2}is over, and may be read\n/);
    expect(text).toMatch(/ {2}sent: by the age of 7 d in the season .+ with guides, .+ without: .+ points/);
    const { programme } = JSON.parse((await milepost("report", ...given, "--json")).out);
    expect(programme).toMatchObject([
      { season: "2026-01", status: "final", milestones: [{ milestone: "sent", tooYoung: 0 }] },
      { season: "2026-04", status: "running" },
    ]);
    const { treated, heldOut } = programme[0].milestones[0];
    expect([treated.n + heldOut.n, treated.reached + heldOut.reached]).toEqual([60, 20]);
    const page = join(folder.make("out"), "report.html");
    await milepost("report", ...given, "--html", page);
    const html = readFileSync(page, "utf8");
    for (const words of ["The worth of the programme", "season 2026-01", "is over, and may be read"])
      expect(html).toContain(words);
  });
});

describe("a report", () => {
  test.each([
    [[], "expected a config and at least one log"],
    [[CONFIG], "expected a config and at least one log"],
    [
      [CONFIG, LOG, "--user", "ana"],
      "report: found --user, expected --json, --html, --account, --owner, --by, --stories, --was, --until or --tz",
    ],
    [[CONFIG, LOG, "--account", "nowhere"], '--account: found no account "nowhere" in the log'],
    [[CONFIG, LOG, "--json", "--html", "out.html"], "found --json beside --html, expected one of them"],
    [[CONFIG, LOG, "--until", "tomorrow"], '--until: found "tomorrow", expected an ISO date'],
    [[CONFIG, "nowhere.jsonl"], "nowhere.jsonl: there is no such file"],
  ])("says what keeps it from its work: %j", async (words, fault) => {
    const { out, err, code } = await milepost("report", ...words);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toContain(fault);
  });

  test("obeys nothing that a log has to say to a terminal", async () => {
    const folder = createFolder();
    try {
      const config = folder.write("milepost.json", {
        version: 1,
        product: "acme",
        milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
      });
      const words = "\u001b[2Jgone\nLeads";
      const said = { event: "Story Told", properties: { answer: words, guide_id: words } };
      const searched = { event: "Doc Searched", properties: { query: words, hits: 0 } };
      const { out } = await milepost(
        "report",
        config,
        folder.write("log.jsonl", [createEvent(said), createEvent(searched)]),
      );
      expect(out).toContain("[2jgone leads");
      expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      expect(out).not.toMatch(/^Leads/m);
    } finally {
      folder.remove();
    }
  });

  test("of a single event is one without charts of nothing", async () => {
    const folder = createFolder();
    try {
      const config = folder.write("milepost.json", {
        version: 1,
        product: "acme",
        milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
      });
      const { out, code } = await milepost("report", config, folder.write("log.jsonl", [createEvent()]));
      expect(code).toBe(0);
      expect(out).toContain("1 user, 1 event, 2026-06-01 to 2026-06-01");
      expect(out).toContain("1 of 1, a quarter 0 s, half 0 s, three quarters 0 s");
      expect(out).not.toMatch(/NaN|Infinity|undefined|null/);
    } finally {
      folder.remove();
    }
  });
});
