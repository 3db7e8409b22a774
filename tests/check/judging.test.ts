import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/check/check.ts";

const NOW = Date.parse("2026-06-01T09:00:00Z");
const say = (gap: object, root: object = {}, users?: number): string[] =>
  checkConfig(
    {
      version: 1,
      product: "acme",
      milestones: {
        start: { title: "Start", when: { event: "Started" } },
        sent: { title: "Sent", when: { event: "Sent" } },
      },
      gaps: { stuck: { to: "sent", bridge: ["tip"], ...gap } },
      guides: { tip: { type: "banner", title: "Tip" } },
      ...root,
    },
    { now: NOW, users },
  ).findings.map(({ path, message }) => `${path}: ${message}`);

describe("what a bridge is judged by", () => {
  test.each([
    [{ worth: 0.05 }, "gaps.stuck.worth: found 0.05 where nobody is held out"],
    [{ protects: ["start"] }, "gaps.stuck.protects: found milestones to protect where nobody is held out"],
  ])("needs a holdout: %j", (gap, message) => {
    expect(say(gap)).toEqual([expect.stringContaining(message)]);
    expect(say({ ...gap, holdout: 0.1 })).toEqual([]);
    expect(say(gap, { holdout: 0.1 })).toEqual([]);
  });

  test("is asked for again once its day has come, and not before", () => {
    expect(say({ holdout: 0.1, review: "2026-06-02" })).toEqual([]);
    expect(say({ holdout: 0.1, review: "2026-06-01" })).toEqual([
      'gaps.stuck.review: found "2026-06-01", which is past: decide whether its bridge is to stay, and when to ask again',
    ]);
  });

  test("takes as many people as its worth does: the smaller, the more", () => {
    expect(say({ holdout: 0.1 }, {}, 3_000)).toEqual([]);
    expect(say({ holdout: 0.1, worth: 0.2 }, {}, 600)).toEqual([]);
    expect(say({ holdout: 0.1, worth: 0.05 }, {}, 3_000)).toEqual([
      "gaps.stuck.holdout: found 0.1 of 3000, with which a difference of 9 points or more can be told from chance (80 of 100 times, over a base of 30 %); 5 points take 7733",
    ]);
    for (const worth of [0.001, 0.7, 1]) expect(() => say({ holdout: 0.1, worth }, {}, 100)).not.toThrow();
  });
});
