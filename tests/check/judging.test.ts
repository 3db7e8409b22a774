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

const HEARD = { report: { endpoint: "https://in.acme.example/v1/batch" } };

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

  test.each([
    [{ within: "7d", share: 0 }, "target.share: found 0, expected more"],
    [{ within: "0d", share: 0.5 }, 'target.within: found "0d", expected a span of time'],
  ])("is an aim that can be missed and met, of gaps as of milestones: %j", (target, message) => {
    const milestones = { sent: { title: "Sent", when: { event: "Sent" }, target } };
    expect(say({ target })).toEqual([expect.stringContaining(`gaps.stuck.${message}`)]);
    expect(say({}, { milestones })).toEqual([expect.stringContaining(`milestones.sent.${message}`)]);
    expect(say({ target: { within: "7d", share: 0.5 } })).toEqual([]);
  });

  test.each([
    [{}, "target: found nothing that is aimed for, expected a time (within), a share, or both"],
    [{ share: 0.5 }, "target.share: found 0.5 without a time, expected within"],
  ])("says by when: %j", (target, message) => {
    const milestones = { sent: { title: "Sent", when: { event: "Sent" }, target } };
    expect(say({}, { milestones })).toEqual([expect.stringContaining(`milestones.sent.${message}`)]);
  });

  test("is a bridge whose rungs all come before it is judged", () => {
    const bridge = [
      { show: "tip", after: "9d" },
      { show: "tip", after: "3d" },
      { hand: "csm", after: "4d" },
    ];
    expect(say({ bridge, target: { within: "8d" } }, HEARD)).toEqual([]);
    expect(say({ bridge, target: { within: "7d" } }, HEARD)).toEqual([
      expect.stringContaining(
        'gaps.stuck.bridge.2: found a rung that comes when the gap\'s target of "7d" is over',
      ),
    ]);
  });

  test.each([
    ["3d", '"3d"'],
    [undefined, "no time"],
  ])("is a bridge that hands nobody on before its guides can come: after %s", (after, found) => {
    const bridge = ["tip", { show: "tip", after: "3d" }];
    expect(say({ bridge: [...bridge, { hand: "csm", after: "4d" }] }, HEARD)).toEqual([]);
    expect(say({ bridge: ["tip", { hand: "csm", ...(after && { after }) }] }, HEARD)).toEqual([]);
    expect(say({ bridge: [...bridge, { hand: "csm", ...(after && { after }) }] }, HEARD)).toEqual([
      expect.stringContaining(`gaps.stuck.bridge.2: found ${found}, which is over before the guide`),
    ]);
  });
});
