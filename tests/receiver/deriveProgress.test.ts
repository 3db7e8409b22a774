import { describe, expect, it } from "vitest";
import type { PastEvent } from "../../src/receiver/database/people/past.ts";
import { createTurns } from "../../src/receiver/lib/threadTurns.ts";
import { deriveProgress } from "../../src/receiver/progress/deriveProgress.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { plan } from "./progressPlan.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 2, 9);
const iso = (at: number) => new Date(START + at).toISOString();

let count = 0;
/** Something that Ana did in her studio, `at` milliseconds after the start. */
function did(event: string, at: number, fields: Partial<PastEvent> = {}): PastEvent {
  return {
    message_id: `m${String(count++).padStart(6, "0")}`,
    type: "track",
    event,
    person: "ana",
    group_id: "studio",
    subject: fields.person ?? "ana",
    member: true,
    properties: {},
    traits: {},
    path: null,
    url: null,
    zone: "Europe/Berlin",
    channel: null,
    kept: null,
    ...fields,
    at: START + at,
  };
}

const derive = (past: readonly PastEvent[], now = DAY, accounts: readonly string[] = ["studio"]) =>
  deriveProgress(
    [...past].sort((a, b) => a.at - b.at),
    { plan, user: "ana", accounts, verified: true, now: START + now },
    createTurns(),
  );
const joined = (member: string, at: number, fields: Partial<PastEvent> = {}) =>
  did("Member Joined", at, { properties: { member }, ...fields });
const about = (properties: PastEvent["properties"]): Partial<PastEvent> => ({ properties });

describe("the progress of a user", () => {
  it("is empty before anything has happened", async () => {
    expect(await derive([])).toEqual({
      user: { milestones: {}, guides: {} },
      accounts: { studio: { milestones: {} } },
      arms: {},
    });
  });

  it("has what they have chosen last, by the time of the choice, whoever of them was asked", async () => {
    const chose = (outcome_id: string | null, at: number, fields: Partial<PastEvent> = {}) =>
      did("Outcome Chosen", at, { properties: { outcome_id }, ...fields });
    const read = async (by: string, past: readonly PastEvent[]) => {
      const guides = { ask: { type: "survey", question: { kind: "outcome", ask: "What for?", by } } };
      const outcomes = { money: { title: "Money" }, team: { title: "A team" } };
      const { plan } = parse({ version: 1, product: "acme", milestones: {}, outcomes, guides });
      const of = { plan, user: "ana", accounts: ["studio"], verified: true, now: START + DAY };
      const { user, accounts } = await deriveProgress(past, of, createTurns());
      return [user.outcome, accounts.studio!.outcome];
    };
    const past = [chose("money", 0), chose("team", HOUR), chose("money", 2 * HOUR, { person: "ben" })];
    expect(await read("user", past)).toEqual([{ id: "team", at: iso(HOUR) }, undefined]);
    expect(await read("account", past)).toEqual([undefined, { id: "money", at: iso(2 * HOUR) }]);
    expect(await read("user", [...past, chose(null, 3 * HOUR)])).toEqual([
      { id: null, at: iso(3 * HOUR) },
      undefined,
    ]);
  });

  it("has each milestone at the time of the event that completed it", async () => {
    const past = [
      did("Workspace Created", 0),
      ...[3, 1, 2, 4].map((hour) => did("Invoice Sent", hour * HOUR)),
    ];
    expect((await derive(past)).user.milestones).toEqual({
      workspace: iso(0),
      invoices: iso(3 * HOUR),
      weekly: iso(HOUR),
    });
  });

  it("has no milestone that has lapsed, and has it again with the time of its next round", async () => {
    const past = [did("Invoice Sent", 0)];
    expect((await derive(past, 6 * DAY)).user.milestones).toEqual({ weekly: iso(0) });
    expect((await derive(past, 8 * DAY)).user.milestones).toEqual({});
    expect((await derive([...past, did("Invoice Sent", 9 * DAY)], 10 * DAY)).user.milestones).toEqual({
      weekly: iso(9 * DAY),
    });
  });

  it("takes what only a page can see from the page, and nothing else", async () => {
    const told = ["tuned", "invoices", "team", "unheard-of"].map((id, hour) =>
      did("Milestone Reached", hour * HOUR, about({ milestone_id: id })),
    );
    const { user, accounts } = await derive(told);
    expect([user.milestones, accounts.studio]).toEqual([{ tuned: iso(0) }, { milestones: {} }]);
  });

  it("has how guides ended last, and in which round of a habit", async () => {
    const end = (event: string, guide: string, gap: string, at: number) =>
      did(event, at, about({ guide_id: guide, gap_id: gap }));
    const past = [
      did("Invoice Sent", 0),
      end("Guide Dismissed", "how-to", "no-invoice", HOUR),
      end("Guide Completed", "how-to", "no-invoice", 2 * HOUR),
      end("Guide Dismissed", "again", "no-habit", 8 * DAY),
      end("Guide Snoozed", "invite", "no-team", 8 * DAY),
      end("Guide Dismissed", "of-another-plan", "no-team", 8 * DAY),
      did("Guide Dismissed", 8 * DAY, { person: "ben", ...about({ guide_id: "invite", gap_id: "no-team" }) }),
    ];
    expect((await derive(past, 9 * DAY)).user.guides).toEqual({
      "how-to": { ended: iso(2 * HOUR), as: "completed" },
      again: { ended: iso(8 * DAY), as: "dismissed", occurrence: iso(7 * DAY) },
    });
  });

  it("has the arm that a gap's first trigger has settled", async () => {
    const shown = (event: string, gap: string, at: number, more: PastEvent["properties"] = {}) =>
      did(event, at, about({ gap_id: gap, guide_id: "how-to", ...more }));
    const past = [
      shown("Guide Shown", "no-invoice", 0, { self_opened: true }),
      shown("Guide Held Out", "no-invoice", 0, { held_out_by: "programme" }),
      shown("Guide Held Out", "no-invoice", HOUR),
      shown("Guide Shown", "no-invoice", 2 * HOUR),
      shown("Guide Shown", "no-such-gap", HOUR),
      did("Guide Shown", HOUR, { person: "ben", ...about({ gap_id: "no-team" }) }),
      did("Guide Held Out", HOUR, { person: "ben", ...about({ gap_id: "no-habit" }) }),
    ];
    // Who is handed on, or is not, is in the arm of that as after a guide.
    const handed = [
      did("Bridge Held Out", HOUR, about({ gap_id: "no-invoice" })),
      shown("Guide Shown", "no-invoice", 2 * HOUR),
    ];
    expect((await derive(handed)).arms).toEqual({ "no-invoice": { arm: "held_out", at: iso(HOUR) } });
    expect((await derive(past)).arms).toEqual({
      "no-invoice": { arm: "held_out", at: iso(HOUR) },
      "no-team": { arm: "treated", at: iso(HOUR) },
    });
  });
});

describe("the progress of an account", () => {
  it("counts what all of its people did in it", async () => {
    const past = [joined("eva", 0, { person: "ben" }), joined("gus", HOUR, { person: "cleo" })];
    expect((await derive(past)).accounts).toEqual({ studio: { milestones: { team: iso(HOUR) } } });
  });

  it.each<[title: string, fields: Partial<PastEvent>]>([
    ["in another account", { group_id: "bakery" }],
    ["in no account", { group_id: null, person: "ben" }],
    ["in it by somebody whom nobody calls a member", { member: false, person: "mallory" }],
    ["by a member in an account that they only claim", { member: false, group_id: "bakery" }],
  ])("does not count what was done %s", async (_, fields) => {
    const past = [did("Workspace Created", 0), joined("eva", HOUR), joined("gus", 2 * HOUR, fields)];
    expect((await derive(past)).accounts).toEqual({ studio: { milestones: {} } });
  });

  it("keeps its accounts apart, however they are called", async () => {
    const past = [
      joined("eva", 0, { group_id: "constructor" }),
      joined("gus", HOUR, { group_id: "constructor" }),
    ];
    const { accounts } = await derive(past, DAY, ["studio", "constructor"]);
    expect(Object.keys(accounts)).toEqual(["studio", "constructor"]);
    expect(JSON.stringify(accounts)).toBe(
      `{"studio":{"milestones":{}},"constructor":{"milestones":{"team":"${iso(HOUR)}"}}}`,
    );
  });
});
