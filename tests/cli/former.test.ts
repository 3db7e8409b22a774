import { afterAll, beforeAll, expect, test } from "vitest";
import type { Findings } from "../../src/insights/figures/findings.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { toShare } from "../../src/sdk/domain/lib/toShare.ts";
import { createFolder, type Folder, milepost } from "./command.ts";

const createConfig = (holdout: unknown) => ({
  version: 1,
  product: "acme",
  milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
  gaps: { stuck: { to: "sent", bridge: ["tip"], holdout, target: { within: "7d" } } },
  guides: { tip: { type: "banner", title: "Tip" } },
});
const NOW = createConfig(0.2);
const BEFORE = createConfig(0.5);
/** Nobody has this one any more. */
const LONG_AGO = createConfig(0.8);

const people = Array.from({ length: 200 }, (_, i) => `u${i}`);
const isOut = (user: string, share: number): boolean => toShare("acme", "stuck", user) < share;
const tell = (user: string, share: number, config: object): object => ({
  type: "track",
  userId: user,
  messageId: user,
  event: isOut(user, share) ? "Guide Held Out" : "Guide Shown",
  timestamp: "2026-03-02T09:00:00Z",
  properties: { gap_id: "stuck", guide_id: "tip", plan_version: parse(config).plan.version },
});
/** Two of the plan of before are in the wrong arm of it, one to each side, so that no other share explains them. */
const wrong = [people.find((user) => isOut(user, 0.1))!, people.find((user) => !isOut(user, 0.9))!];
const LOG = [
  ...people.map((user, i) => {
    if (!wrong.includes(user)) return i < 100 ? tell(user, 0.5, BEFORE) : tell(user, 0.2, NOW);
    return tell(user, isOut(user, 0.5) ? 0 : 1, BEFORE);
  }),
  { type: "track", userId: "late", event: "Seen", timestamp: "2026-05-02T09:00:00Z" },
];

let folder: Folder;
let files: { readonly now: string; readonly log: string; readonly before: string; readonly old: string };
beforeAll(() => {
  folder = createFolder();
  files = {
    now: folder.write("now.json", NOW),
    log: folder.write("log.jsonl", LOG),
    before: folder.write("before.json", BEFORE),
    old: folder.write("old.json", LONG_AGO),
  };
});
afterAll(() => folder.remove());

const report = async (...words: string[]): Promise<Findings["gaps"][string]> => {
  const { out, err } = await milepost("report", files.now, files.log, "--json", ...words);
  expect(err).not.toContain("was");
  return (JSON.parse(out) as Findings).gaps.stuck!;
};
const ofBefore = LOG.slice(0, people.length).filter(
  (call) =>
    (call as { properties: { plan_version: string } }).properties.plan_version === parse(BEFORE).plan.version,
).length;

test("each arm is recomputed with the share of its plan, and each unit that is not in it is named", async () => {
  const { disagreeing, changed, unknownPlans } = await report("--was", files.old, "--was", files.before);
  expect(disagreeing.map(({ unit }) => unit).sort()).toEqual([...wrong].sort());
  expect(disagreeing.map(({ plan }) => plan)).toEqual(wrong.map(() => parse(BEFORE).plan.version));
  expect({ changed, unknownPlans }).toEqual({ changed: ofBefore, unknownPlans: [] });
});

test("of whom the plan is not given, it says how many they are, and holds them against the share of now", async () => {
  const { disagreeing, unknownPlans } = await report();
  expect(unknownPlans).toEqual([{ plan: parse(BEFORE).plan.version, units: ofBefore }]);
  // All whom the plan of before held out and that of now would not, and more than those two.
  expect(disagreeing.length).toBeGreaterThan(wrong.length);
  const { out } = await milepost("report", files.now, files.log);
  expect(out).toContain(`of ${ofBefore} the plan is not known`);
  expect(out).toContain("--was gives former configs");
});

test("a config of before that is none is said", async () => {
  const { err, code } = await milepost("report", files.now, files.log, "--was", files.log);
  expect(code).toBe(1);
  expect(err).toMatch(/^--was: /);
});
