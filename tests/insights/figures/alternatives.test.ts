import { describe, expect, test } from "vitest";
import type { ExposureRow, MilestoneRow } from "../../../src/insights/facts/rows.ts";
import { getAlternatives } from "../../../src/insights/figures/effects/alternatives.ts";
import { getReaches } from "../../../src/insights/figures/way/reaches.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import { withFacts } from "../collect.ts";

const DAY = 86_400_000;
const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: { done: { title: "Done", when: { event: "Done" } } },
  gaps: { stuck: { to: "done", bridge: [{ oneOf: ["short", "long"] }], holdout: 0.1 } },
  guides: { short: { type: "banner", title: "Short" }, long: { type: "banner", title: "Long" } },
});

const show = (unit: string, guide: string, more: Partial<ExposureRow> = {}): ExposureRow => ({
  gap: "stuck",
  unit,
  person: unit,
  knownAs: unit,
  account: null,
  at: DAY,
  arm: "treated",
  guide,
  isFirst: true,
  planVersion: null,
  sdkVersion: null,
  browser: null,
  times: 1,
  ...more,
});
const done = (unit: string): MilestoneRow => ({
  milestone: "done",
  level: "user",
  unit,
  person: unit,
  kind: "reached",
  at: 2 * DAY,
  isPast: false,
});
const of = (name: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${name}-${i}`);

describe("guides of which each unit keeps one", () => {
  test("are compared with the first of them, by who reached the milestone in time", () => {
    // Row (a) of the table in Newcombe 1998: 56 of 70 against 48 of 80.
    const [short, long] = [of("s", 80), of("l", 70)];
    const facts = withFacts({
      end: 100 * DAY,
      exposures: [
        ...short.map((unit) => show(unit, "short")),
        ...long.map((unit) => show(unit, "long")),
        ...["both", "both"].map((unit, i) => show(unit, i === 0 ? "short" : "long")),
        show("held", "short", { arm: "held_out" }),
        show("again", "short", { isFirst: false }),
        show("young", "short", { at: 99 * DAY }),
      ],
      milestones: [...short.slice(0, 48), ...long.slice(0, 56)].map(done),
    });
    const [gap] = plan.gaps;
    const follow = {
      end: 100 * DAY,
      withinMs: 7 * DAY,
      isClustered: false,
      reaches: getReaches(facts).get("done"),
    };
    const [figure, ...more] = getAlternatives(facts, gap!, follow);
    expect(more).toEqual([]);
    expect(figure).toMatchObject({
      mixed: 1,
      guides: [
        { guide: "short", n: 80, bridged: 48, difference: null, interval: null },
        { guide: "long", n: 70, bridged: 56 },
      ],
    });
    const { difference, interval } = figure!.guides[1]!;
    expect(difference).toBeCloseTo(0.2, 10);
    expect(interval![0]).toBeCloseTo(0.0524, 4);
    expect(interval![1]).toBeCloseTo(0.3339, 4);
  });
});
