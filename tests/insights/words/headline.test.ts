import { describe, expect, test } from "vitest";
import type { GapFindings } from "../../../src/insights/figures/findings.ts";
import { createHeadline, createNextStep } from "../../../src/insights/words/headline.ts";
import { parse } from "../../../src/sdk/config/parse.ts";

const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: {
    sent: { title: "Send an invoice", when: { event: "Sent" } },
    paid: { title: "Get paid", when: { event: "Paid" } },
  },
  gaps: {
    unsent: { to: "sent", opens: { after: "1d" }, bridge: ["how"] },
    unpaid: { to: "paid", opens: { after: "1d" } },
  },
  guides: { how: { type: "banner", title: "How to send" } },
});

const gap = (id: string, lost: number, verdict: GapFindings["verdict"]): GapFindings => {
  const known = verdict.kind === "not measured" || verdict.kind === "unhealthy" ? null : 0.08;
  const figure = { gap: id, opened: 900, lost, verdict, basis: "recorded", uplift: known };
  return { ...figure, interval: known === null ? null : [0.02, 0.14] } as unknown as GapFindings;
};
const say = (...gaps: readonly GapFindings[]) => {
  const findings = { users: 1000, gaps: Object.fromEntries(gaps.map((one) => [one.gap, one])) };
  return { first: createHeadline(findings, plan), next: createNextStep(findings, plan).text };
};

const BRIDGES: ReadonlyArray<readonly [verdict: GapFindings["verdict"], first: string, next: string]> = [
  [
    { kind: "helps" },
    "its bridge helps: +8 points (+2 to +14, 95 %)",
    "Keep the bridge of unsent, and turn to unpaid: give unpaid a bridge, and hold a part out of it.",
  ],
  [{ kind: "harms" }, "its bridge harms: +8 points (+2 to +14, 95 %)", "Pause the bridge of unsent"],
  [
    { kind: "harms", suffering: ["paid"] },
    "its bridge harms paid, which it is to protect",
    "Pause the bridge of unsent",
  ],
  [
    { kind: "no difference worth having" },
    "makes no difference worth having",
    "Try another bridge for unsent",
  ],
  [
    { kind: "too early", unitsLeft: 40, daysLeft: 12 },
    "is too early to say: +8 points (+2 to +14, 95 %)",
    "Let unsent run for 12 more days",
  ],
  [
    { kind: "too early", unitsLeft: null, daysLeft: null },
    "is too early to say",
    "See why nobody comes to the bridge of unsent",
  ],
  [{ kind: "unhealthy", because: ["ratio"] }, "its arms are unhealthy", "Mend the arms of unsent"],
  [{ kind: "not measured" }, "what its bridge does is not measured", "Hold a part out of unsent"],
];

describe("the first sentence", () => {
  test("leads to a bridge that harms before all else, wherever most are lost", () => {
    const { next } = say(gap("unpaid", 400, { kind: "not measured" }), gap("unsent", 20, { kind: "harms" }));
    expect(next).toBe(
      "Before “Send an invoice”, pause the bridge of unsent, which does harm, and read who it was shown to before it comes back. Then give unpaid a bridge, and hold a part out of it.",
    );
    const { next: own } = say(gap("unsent", 400, { kind: "harms" }));
    expect(own).toBe(
      "Pause the bridge of unsent, which does harm, and read who it was shown to before it comes back.",
    );
  });

  test.each(BRIDGES)("where most are lost at a gap whose bridge is %j", (verdict, first, next) => {
    const said = say(gap("unsent", 400, verdict), gap("unpaid", 200, { kind: "not measured" }));
    expect(said.first).toMatch(/^Most are lost before “Send an invoice”: 400 of the 900 people /);
    expect(said.first).toContain(first);
    expect(said.first).toMatch(/ 200 more are lost before “Get paid”, and that gap has no bridge\.$/);
    expect(said.next).toContain(next);
  });

  test("names a gap without a bridge, and says to give it one", () => {
    const { first, next } = say(gap("unpaid", 200, { kind: "not measured" }));
    expect(first).toMatch(/^Most are lost before “Get paid”: .+, and it has no bridge\.$/);
    expect(next).toBe("Give unpaid a bridge, and hold a part out of it.");
  });

  test("says where nobody is lost, and where the config has no gap", () => {
    expect(say(gap("unsent", 0, { kind: "helps" })).first).toBe("Nobody is lost in any gap, of 1,000 users.");
    expect(say().first).toMatch(/^The config has no gaps/);
    expect(say().next).toMatch(/^Write a gap/);
  });
});
