import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../../src/insights/figures/findings.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

const CONFIG = {
  version: 1,
  product: "acme",
  outcomes: { money: { title: "Money", owner: "mia@acme.example" }, paper: { title: "No paper" } },
  milestones: {
    signup: { title: "Sign up", when: { event: "Signed Up" }, outcome: "money", target: { within: "2d" } },
  },
  journeys: { start: { title: "First steps", milestones: ["signup"] } },
  guides: { ask: { type: "survey", question: { kind: "outcome", ask: "What for?" } } },
};
const did = (userId: string, event: string, day: number, properties: object = {}) =>
  createEvent({
    userId,
    event,
    properties,
    messageId: `${userId}-${event}-${day}`,
    timestamp: `2026-06-0${day}T09:00:00.000Z`,
    context: { groupId: userId === "ana" ? "studio" : "harbour" },
  });
const LOG = [
  did("ana", "Looked", 1),
  did("ana", "Outcome Chosen", 1, { outcome_id: "money" }),
  did("ben", "Signed Up", 1),
  did("ben", "Outcome Chosen", 1, { outcome_id: "money" }),
  did("ben", "Looked", 2),
  did("ben", "Outcome Chosen", 2, { outcome_id: "paper" }),
  did("ana", "Looked", 4),
];

let folder: Folder;
let files: readonly [config: string, log: string];
beforeAll(() => {
  folder = createFolder();
  files = [folder.write("milepost.json", CONFIG), folder.write("log.jsonl", LOG)];
});
afterAll(() => folder.remove());

describe("a report", () => {
  test("says where people stand, and which accounts wait for whom", async () => {
    const { out } = await milepost("report", ...files);
    expect(out).toContain("First steps, where people stand: 1 done, 1 behind\n");
    expect(out).toContain("  studio: behind since 2026-06-03, waits for signup, owner mia@acme.example\n");
  });

  test("says it on its page and as JSON, too", async () => {
    const page = `${folder.make("page")}/report.html`;
    await milepost("report", ...files, "--html", page);
    expect(readFileSync(page, "utf8")).toMatch(/Where they stand.*studio.*behind since 2026-06-03/s);
    const { standings } = JSON.parse((await milepost("report", ...files, "--json")).out) as Findings;
    expect(standings).toMatchObject([{ journey: "start", counts: { done: 1, behind: 1 } }]);
  });

  test("says of one account where its people stand, and what they came for", async () => {
    const { out } = await milepost("report", ...files, "--account", "studio");
    expect(out).toContain("Where they stand\n  start: ana behind since 2026-06-03, signup is next\n");
    expect(out).toContain("Their goal\n  money\n");
  });

  test("splits journeys by what was chosen last, where it is asked to", async () => {
    const words = ["report", ...files, "--by", "outcome"];
    const { journeys } = JSON.parse((await milepost(...words, "--json")).out) as Findings;
    expect(
      journeys[0]!.groups.map(({ outcome, people, steps }) => [outcome, people, steps[0]!.throughout]),
    ).toEqual([
      [undefined, 2, 1],
      ["money", 1, 0],
      ["paper", 1, 1],
    ]);
    expect((await milepost(...words)).out).toMatch(/users\s+lost\s+money\s+paper\n/);
  });

  test("refuses what people cannot be told apart by", async () => {
    await expect(milepost("report", ...files, "--by", "plan")).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('--by: found "plan", expected "segment" or "outcome"'),
    });
    const { guides: _, ...silent } = CONFIG;
    const config = folder.write("silent.json", silent);
    await expect(milepost("report", config, files[1], "--by", "outcome")).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining("--by outcome: found no question and no condition"),
    });
  });
});

test("the types of a config know the event by which a page's own form says what was chosen", async () => {
  const out = `${folder.make("types")}/milepost.d.ts`;
  expect(await milepost("types", files[0], "-o", out)).toMatchObject({ code: 0 });
  expect(readFileSync(out, "utf8")).toMatch(
    /"Outcome Chosen": \{\s+"outcome_id"\?: "money" \| "paper" \| null;\s+\};/,
  );
});

describe("a replay", () => {
  test("tells the others of an account what one of them has chosen for it", async () => {
    const inAcme = (userId: string, event: string, hour: number, properties: object = {}) =>
      createEvent({
        userId,
        event,
        properties,
        messageId: `${userId}-${event}-${hour}`,
        timestamp: `2026-06-01T${hour}:00:00.000Z`,
        context: { groupId: "acme" },
      });
    const log = folder.write("acme.jsonl", [
      inAcme("ana", "Looked", 10),
      inAcme("ben", "Outcome Chosen", 11, { outcome_id: "money" }),
      inAcme("ana", "Waved", 12),
    ]);
    const open = async (by: string) => {
      const ask = { type: "survey", question: { kind: "outcome", ask: "What for?", by } };
      const gaps = { late: { to: "signup", for: { outcome: "money" } } };
      const config = folder.write(`${by}.json`, { ...CONFIG, guides: { ask }, gaps });
      return JSON.parse((await milepost("simulate", config, log, "--json")).out).gaps.late.opened;
    };
    expect([await open("account"), await open("user")]).toEqual([2, 1]);
  });

  test("tells when somebody's standing changes, at the moment at which it was so", async () => {
    const late = [
      ...LOG,
      createEvent({ userId: "ana", event: "Waved", messageId: "w", timestamp: "2026-06-20T09:00:00Z" }),
    ];
    const log = folder.write("late.jsonl", late);
    const { out } = await milepost("simulate", files[0], log, "--user", "ana");
    const said = out.split("\n").filter((line) => line.includes("journey start"));
    expect(said).toEqual([
      "2026-06-03 09:00:00  journey start: behind, was on-track",
      "2026-06-18 09:00:00  journey start: silent, was behind",
      expect.stringMatching(/^ +journey start: behind, was silent$/),
    ]);
  });

  test("tells what somebody has chosen, to conditions and in words", async () => {
    const tip = { type: "banner", title: "For teams", if: { outcome: "paper" } };
    const stuck = { type: "banner", title: "Late", if: { journey: "start", is: "stuck" } };
    const config = folder.write("tip.json", { ...CONFIG, guides: { ...CONFIG.guides, tip, stuck } });
    const { out } = await milepost(
      "simulate",
      config,
      files[1],
      "--user",
      "ben",
      "--until",
      "2026-06-02T10:00:00Z",
    );
    expect(out).toContain("outcome: found money, expected paper");
    expect(out).toContain("journey start: found done, expected stuck");
    const all = await milepost("simulate", config, files[1], "--json");
    expect(JSON.parse(all.out).guides.tip.shown).toBe(1);
  });
});
