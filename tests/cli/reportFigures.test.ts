import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../../src/insights/figures/findings.ts";
import type { OwnerReport } from "../../src/insights/words/formatOwners.ts";
import type { LogRow } from "../../src/simulation/rows.ts";
import { simulateYear, type Year } from "../../src/simulation/simulateYear.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

const DAY = 86_400_000;
let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

describe("a report on a simulated year", () => {
  let year: Year;
  let rows: LogRow[];
  let words: string[];
  let findings: Findings;
  let text: string;
  beforeAll(async () => {
    year = simulateYear({ accounts: 60, holdout: 0.3, seed: 8 });
    rows = [...year.rows];
    words = [folder.write("milepost.json", year.config), folder.write("year.jsonl", rows)];
    findings = JSON.parse((await milepost("report", ...words, "--json")).out) as Findings;
    text = (await milepost("report", ...words)).out;
  });

  test("lists the accounts that are to renew, as the log has their dates and has not cancelled them", () => {
    const dates = new Map<string, number>();
    const left = new Set<string>();
    for (const { type, event, traits, context } of rows.toSorted((a, b) =>
      a.timestamp < b.timestamp ? -1 : 1,
    )) {
      const { groupId } = context as { groupId?: string };
      if (groupId === undefined) continue;
      const { renewalDate } = (traits ?? {}) as { renewalDate?: string };
      if (type === "group" && renewalDate) dates.set(groupId, Date.parse(renewalDate));
      if (event === "Subscription Cancelled") left.add(groupId);
    }
    const end = findings.end!;
    const expected = [...dates]
      .filter(([account, due]) => !left.has(account) && due >= end && due <= end + 90 * DAY)
      .map(([account]) => account);
    const { due, earlier } = findings.staying.renewals!;
    expect(expected.length).toBeGreaterThan(3);
    expect(due.map(({ account }) => account).toSorted()).toEqual(expected.toSorted());
    for (const { n, stayed, interval } of earlier) {
      expect(stayed).toBeLessThanOrEqual(n);
      expect(interval[0]).toBeLessThanOrEqual(stayed / n);
      expect(interval[1]).toBeGreaterThanOrEqual(stayed / n);
    }
    expect(text).toMatch(/^Accounts to renew within 90 d: \d+, worth [\d,]+$/m);
    expect(text).toMatch(/^ {2}a-\d+: \d{4}-\d\d-\d\d, \d+ (?:person|people), worth [\d,]+; [a-z ]+; /m);
  });

  test("says of the silent that they stay less often than those with a habit, as was made so", () => {
    const { earlier } = findings.staying.renewals!;
    const of = (state: string) => {
      const own = earlier.filter((one) => one.state === state && one.daysBefore === 30);
      return own.reduce((sum, one) => sum + one.stayed, 0) / own.reduce((sum, one) => sum + one.n, 0);
    };
    expect(of("habit kept")).toBeGreaterThan(of("silent"));
  });

  test("counts the accounts that an outcome is not meant for, by what was said of their people", () => {
    const many = new Set<string>();
    for (const { type, traits, context } of rows) {
      const { invoicesPerMonth } = (traits ?? {}) as { invoicesPerMonth?: number };
      const { groupId } = context as { groupId?: string };
      if (type === "identify" && groupId && (invoicesPerMonth ?? 0) >= 5) many.add(groupId);
    }
    const [fit] = findings.staying.fits;
    expect(fit).toMatchObject({ outcome: "paid-on-time" });
    expect(fit!.fit + fit!.misfits.length).toBe(fit!.accounts);
    for (const { account } of fit!.misfits) expect(many.has(account)).toBe(false);
    expect(fit!.misfits.length).toBeGreaterThan(0);
    expect(text).toMatch(/^Accounts that paid-on-time is not meant for: \d+ of \d+, \d+ %$/m);
  });

  test("tells of what a gap protects, of a review that is past, and how the arms came to the bridge", () => {
    const gap = findings.gaps["no-first-invoice"]!;
    expect(gap.review).toEqual({ at: Date.UTC(2026, 6, 1), isPast: true });
    const { treated, heldOut } = gap.triggerRates;
    expect(treated.opened + heldOut.opened).toBe(gap.opened);
    expect(gap.oddStrata).toEqual([]);
    const [guard] = gap.guards;
    expect(guard!.treated.n + guard!.heldOut.n).toBe(gap.treated.n + gap.heldOut.n);
    expect(text).toContain("its review was due on 2026-07-01");
    expect(text).toMatch(
      /of all whose gap opened, came to the bridge: shown \d+ % of \d+, held out \d+ % of \d+/,
    );
    expect(text).toMatch(
      /protects first-payment: shown \d+ % of \d+, held out \d+ % of \d+, [+-]?\d+ points, at worst [+-]?\d+: /,
    );
  });

  test("has pages with ids in their paths as one", () => {
    for (const { page } of findings.friction) expect(page).not.toMatch(/\d{2}/);
  });

  test("tells one owner of what is theirs, in three forms", async () => {
    const owner = "success@acme.example";
    const mine = [...words, "--owner", owner];
    const report = JSON.parse((await milepost("report", ...mine, "--json")).out) as OwnerReport;
    expect(report.outcomes).toEqual(["whole-team"]);
    expect(report.milestones.map(({ milestone }) => milestone)).toEqual(["team"]);
    expect(report.findings["working-alone"]).toEqual(findings.gaps["working-alone"]);
    const { milestones } = findings;
    expect(report.milestones[0]).toMatchObject({ n: milestones.team!.n, reached: milestones.team!.reached });
    const { out } = await milepost("report", ...mine);
    expect(out.startsWith(`${owner}: whole-team\n`)).toBe(true);
    expect(out).toMatch(
      /^ {2}team: \d+ of \d+, \d+ of them in the last week; target 40 % in 60 d (?:not )?met, \d+ %, /m,
    );
    expect(out).toMatch(
      /^working-alone: \d+ not across yet, (?:as|[+-]\d+ since) a week before; bridge [a-z]/m,
    );
    expect(out).not.toContain("first-invoice");
    const page = join(folder.make("owner"), "owner.html");
    await milepost("report", ...mine, "--html", page);
    const written = readFileSync(page, "utf8");
    expect(written).toContain(`<h1>${owner}, for acme-invoices</h1>`);
    expect(written).not.toMatch(/<script|https?:/);
    expect(text).toContain(`\n${owner}: whole-team\n`);
  });

  test.each([
    [["--stories", "out.txt"], '--stories: found "out.txt", expected a file that ends in .csv or .json'],
    [["--stories", "out.csv", "--json"], "found --json beside --stories, expected one of them"],
    [["--stories", "out.csv", "--owner", "ana"], "found --owner beside --stories, expected one of them"],
    [
      ["--owner", "succes@acme.example"],
      '--owner: found "succes@acme.example", expected onboarding@acme.example, success@acme.example; did you mean "success@acme.example"?',
    ],
    [["--owner", "ana", "--account", "a-00001"], "found --account beside --owner, expected one of them"],
  ])("says what keeps it from telling of one: %j", async (more, fault) => {
    const { out, err, code } = await milepost("report", ...words, ...more);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(err).toContain(fault);
  });
});

test("an owner where no outcome has one is refused, with what is missing", async () => {
  const config = folder.write("plain.json", {
    version: 1,
    product: "acme",
    milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  });
  const { err, code } = await milepost(
    "report",
    config,
    folder.write("one.jsonl", [createEvent()]),
    "--owner",
    "ana",
  );
  expect(code).toBe(1);
  expect(err).toContain('--owner: found "ana", expected an outcome of the config with an owner');
});

test("traits that the config measures by, and no log has, are said", async () => {
  const config = folder.write("measured.json", {
    version: 1,
    product: "acme",
    outcomes: { paid: { title: "Paid", idealCustomer: { trait: "invoices", atLeast: 5 } } },
    milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
    retention: { value: { account: "mrr" }, renews: { account: "renewsAt" }, churned: { event: "Left" } },
  });
  const log = folder.write("measured.jsonl", [
    createEvent({ type: "identify", traits: { invoice: 5 } }),
    createEvent({ type: "group", groupId: "studio", traits: { MRR: 5 } }),
  ]);
  const { err } = await milepost("report", config, log);
  expect(err.replaceAll(`${config}: `, "").trim().split("\n")).toEqual([
    'no log has the event "Invoice Sent"',
    'no log has the event "Left"',
    'no log has the trait of users "invoices"; did you mean "invoice"?',
    'no log has the trait of accounts "mrr"; did you mean "MRR"?',
    'no log has the trait of accounts "renewsAt"',
  ]);
});

test("stories whose tellers let others read them are written to a file, and no other", async () => {
  const config = folder.write("stories.json", {
    version: 1,
    product: "acme",
    milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  });
  const tell = (userId: string, words: string, consent?: string) => [
    createEvent({ userId, event: "Story Told", properties: { guide_id: "story", answer: words } }),
    ...(consent === undefined
      ? []
      : [
          createEvent({
            userId,
            event: "Survey Answered",
            properties: { guide_id: "story", question: 1, question_kind: "choice", answer: consent },
          }),
        ]),
  ];
  const log = folder.write("stories.jsonl", [
    ...tell("ana", "=Paid sooner", "yes"),
    ...tell("ben", "Paid later", "no"),
    ...tell("cleo", "Never asked"),
  ]);
  const out = folder.make("stories");
  const write = async (file: string) => {
    const said = await milepost("report", config, log, "--stories", join(out, file));
    expect(said.out).toBe(
      `written to ${join(out, file)}: 1 of 3 stories, those whose tellers let others read them\n`,
    );
    return readFileSync(join(out, file), "utf8");
  };
  expect(JSON.parse(await write("told.json"))).toMatchObject([{ person: "ana", words: "=Paid sooner" }]);
  expect((await write("told.csv")).split("\r\n")[1]).toMatch(/^'=Paid sooner,ana,/);
});
