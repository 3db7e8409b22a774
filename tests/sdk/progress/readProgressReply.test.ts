import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "../../../src/sdk/config/parse.ts";
import { getChoice } from "../../../src/sdk/domain/conditions/outcomes.ts";
import { createFullEngine } from "../../../src/sdk/domain/features/fullEngine.ts";
import { readProgressReply } from "../../../src/sdk/progress/readProgressReply.ts";
import { acme } from "../../helpers/acme.ts";

const NOW = Date.UTC(2026, 0, 5, 9);
const AT = "2026-01-04T09:00:00.000Z";
const { plan } = parse(
  acme({
    milestones: {
      ...acme().milestones,
      team: { title: "Team", level: "account", when: { event: "Member Joined" } },
    },
    gaps: { ...acme().gaps, alone: { to: "team" } },
  }),
);
const read = (reply: unknown, account?: string) =>
  readProgressReply(reply, { plan, account, now: NOW, since: NOW });
const EMPTY = read(undefined);

describe("what a receiver says of a user", () => {
  it("is taken in: milestones, ended guides and arms", () => {
    const { milestones, state } = read(
      {
        user: {
          milestones: { workspace: AT },
          guides: { tip: { ended: AT, as: "dismissed" }, setup: { ended: AT, as: "completed" } },
        },
        accounts: { "acme-inc": { milestones: { team: AT } }, other: { milestones: { team: AT } } },
        arms: { "no-first-invoice": { arm: "held_out", at: AT }, alone: { arm: "treated", at: AT } },
      },
      "acme-inc",
    );
    const at = Date.parse(AT);
    expect(milestones).toEqual({ workspace: at, team: at });
    expect(state.guides).toEqual({
      tip: { shown: 1, last: at, session: 0, stamp: at, dismissed: at },
      setup: { shown: 1, last: at, session: 0, stamp: at, completed: at },
    });
    expect(state.user.gaps).toEqual({ "no-first-invoice": { since: 0, arm: [at, true] } });
    expect(state.accounts["acme-inc"]!.gaps).toEqual({ alone: { since: 0, arm: [at, false] } });
  });

  it("is taken in: what they have chosen as their goal, or their account has", () => {
    const outcomes = { money: { title: "Money" }, team: { title: "A team" } };
    const reply = {
      user: { outcome: { id: "team", at: AT } },
      accounts: { "acme-inc": { outcome: { id: "money", at: AT } } },
    };
    const chosen = (by: string, told: unknown = reply) => {
      const ask = { type: "survey", question: { kind: "outcome", ask: "What for?", by } };
      const { plan } = parse(acme({ outcomes, guides: { ask }, gaps: {} }));
      const { state } = readProgressReply(told, { plan, account: "acme-inc", now: NOW, since: NOW });
      const here = {
        url: "https://acme.example/",
        user: "ana",
        account: "acme-inc",
        zone: "UTC",
        replica: "r",
      };
      return getChoice(createFullEngine(plan).look(state, here, NOW));
    };
    expect(chosen("user")).toEqual({ id: "team", at: Date.parse(AT) });
    expect(chosen("account")).toEqual({ id: "money", at: Date.parse(AT) });
    expect(chosen("user", { user: { outcome: { id: null, at: AT } } })).toEqual({
      id: null,
      at: Date.parse(AT),
    });
    expect(chosen("user", { user: { outcome: { id: "nope", at: AT } } })).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "all done"],
    ["a list", [{ milestones: { workspace: AT } }]],
    ["a milestone that the plan does not have", { user: { milestones: { nope: AT } } }],
    ["an account's milestone as the user's", { user: { milestones: { team: AT } } }],
    ["another account's milestone", { accounts: { other: { milestones: { team: AT } } } }],
    ["a time that is none", { user: { milestones: { workspace: "yesterday" } } }],
    ["a guide that the plan does not have", { user: { guides: { nope: { ended: AT, as: "dismissed" } } } }],
    ["an end that is none", { user: { guides: { tip: { ended: AT, as: "exploded" } } } }],
    ["an arm that is none", { arms: { "no-first-invoice": { arm: "both", at: AT } } }],
    ["what lies on a prototype", Object.create({ user: { milestones: { workspace: AT } } })],
    [
      "names of what all objects have",
      JSON.parse(
        `{"user":{"guides":{"__proto__":{"ended":"${AT}","as":"dismissed"}},"milestones":{"constructor":"${AT}"}}}`,
      ),
    ],
    ["texts and addresses", { user: { title: "x" }, url: "https://evil.example", config: {} }],
  ])("changes nothing where it is %s", (_, reply) => {
    expect(read(reply)).toEqual(EMPTY);
    expect(Object.prototype).not.toHaveProperty("ended");
  });

  it("tells of the past: what lies ahead counts as now", () => {
    expect(read({ user: { milestones: { workspace: "2030-01-01T00:00:00Z" } } }).milestones).toEqual({
      workspace: NOW,
    });
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (reply) => void read(reply)),
      { numRuns: 300 },
    );
  });
});
