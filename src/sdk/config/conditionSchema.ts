/** The form of conditions, and of what other parts of a config share with them. */
import * as z from "zod/mini";
import { NOW_PARTS, SIGNALS, STANDINGS, type TestOp } from "../domain/plan/plan.ts";
import { RULES, type RuleName } from "./checks/rules.ts";
import { DURATION } from "./durations.ts";

export const toCheck = (name: RuleName): z.core.$ZodCheck<unknown> =>
  z.refine(RULES[name].holds, { error: RULES[name].expected });

export const some = z.exactOptional;
export const text = z.union([z.string(), z.record(z.string(), z.string())]);
export const duration = z.string().check(z.regex(DURATION, "a duration like 30s, 10m, 4h, 3d or 2w"));
export const names = z.union([z.string(), z.array(z.string())]);
export const count = z.int().check(z.minimum(1), z.maximum(500));
export const share = z.number().check(z.minimum(0), z.maximum(1));
/** A day, or a moment of it. */
export const isoDate = z.string().check(toCheck("isoDate"));
const date = z.union([z.string(), z.number()]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const tests = {
  anyCase: some(z.literal(true)),
  is: some(scalar),
  isNot: some(scalar),
  in: some(z.array(scalar)),
  notIn: some(z.array(scalar)),
  above: some(z.number()),
  below: some(z.number()),
  atLeast: some(z.number()),
  atMost: some(z.number()),
  contains: some(scalar),
  startsWith: some(z.string()),
  matches: some(z.string()),
  exists: some(z.boolean()),
  before: some(date),
  after: some(date),
  inNext: some(duration),
  inLast: some(duration),
} satisfies Record<TestOp | "anyCase", z.ZodMiniType>;

export const hasOneTest = toCheck("oneTest");
export const hasFittingCase = toCheck("anyCase");
const test = z.strictObject(tests).check(hasOneTest, hasFittingCase);
const otherTrait = z.union([z.strictObject({ trait: z.string() }), z.strictObject({ account: z.string() })]);
/** Of a trait, which may be compared with another one. */
const traitTests = {
  ...tests,
  is: some(z.union([scalar, otherTrait])),
  isNot: some(z.union([scalar, otherTrait])),
  above: some(z.union([z.number(), otherTrait])),
  below: some(z.union([z.number(), otherTrait])),
  atLeast: some(z.union([z.number(), otherTrait])),
  atMost: some(z.union([z.number(), otherTrait])),
  before: some(z.union([date, otherTrait])),
  after: some(z.union([date, otherTrait])),
} satisfies Record<TestOp | "anyCase", z.ZodMiniType>;
const where = z.record(z.string(), z.union([scalar, test]));
const seek = z.union([
  z.string(),
  z.strictObject({ role: z.string(), name: some(z.string()) }),
  z.strictObject({ text: z.string() }),
]);
export const target = z.union([seek, z.array(seek)]);

export type TestConfig = z.infer<typeof test>;
export type OtherTraitConfig = z.infer<typeof otherTrait>;
export type SeekConfig = z.infer<typeof seek>;
export type TargetConfig = z.infer<typeof target>;

const event = z
  .strictObject({
    event: names,
    where: some(where),
    within: some(duration),
    count: some(count),
    distinct: some(z.string()),
    sum: some(z.strictObject({ of: z.string(), atLeast: z.number() })),
    inPeriods: some(
      z.strictObject({ of: z.enum(["1d", "1w"]), atLeast: count, outOf: count.check(z.maximum(366)) }),
    ),
  })
  .check(toCheck("oneCount"));
/** Events by their names, and what their properties have to pass. */
export const eventFilter = z.strictObject({ event: names, where: some(where) });
/** One of two that come one after the other: without a window, so that two devices say the same of both. */
const part = z.strictObject({
  event: names,
  where: some(where),
  count: some(count),
  distinct: some(z.string()),
});
const { anyCase: _, ...nowTests } = tests;
const standing = z.enum(STANDINGS);
const simple = [
  event,
  z.strictObject({ trait: z.string(), ...traitTests }).check(hasOneTest, hasFittingCase),
  z.strictObject({ account: z.string(), ...traitTests }).check(hasOneTest, hasFittingCase),
  z.strictObject({ now: z.enum(NOW_PARTS), ...nowTests }).check(hasOneTest),
  z.strictObject({ page: names, count: some(count), within: some(duration) }).check(toCheck("countedPage")),
  z.strictObject({ then: z.array(part).check(z.minLength(2), toCheck("pair")) }),
  z.strictObject({ sample: share, by: some(z.enum(["user", "account"])), draw: some(z.string()) }),
  z.strictObject({ element: target, visible: some(z.boolean()) }),
  z.strictObject({ milestone: z.string(), is: z.enum(["reached", "open", "lapsed"]), after: some(duration) }),
  z.strictObject({ segment: names }),
  z.strictObject({ gap: z.string(), is: z.enum(["open", "bridged"]), after: some(duration) }),
  z.strictObject({ outcome: names, is: some(z.literal("chosen")) }),
  z.strictObject({ journey: z.string(), is: z.union([standing, z.array(standing).check(z.minLength(1))]) }),
  z.strictObject({ signal: z.enum(SIGNALS), count: some(count), within: some(duration) }),
  z.strictObject({ silent: duration }),
  z.strictObject({ after: duration }),
  z.strictObject({ sessions: count }),
] as const;

type SimpleCondition = z.infer<(typeof simple)[number]>;
export type EventConfig = z.infer<typeof event>;
export type ConditionConfig =
  | SimpleCondition
  | { all: ConditionConfig[] }
  | { any: ConditionConfig[] }
  | { not: ConditionConfig };

export const condition: z.ZodMiniType<ConditionConfig> = z.lazy(() =>
  z.union([
    ...simple,
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
  ]),
);

export const status = some(z.enum(["live", "draft", "paused"]));
