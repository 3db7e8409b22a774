/** The form of conditions, and of what other parts of a config share with them. */
import * as z from "zod/mini";
import { NOW_PARTS, SIGNALS, type TestOp } from "../domain/plan/plan.ts";
import { DURATION } from "./durations.ts";
import { RULES, type RuleName } from "./rules.ts";

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
} satisfies Record<TestOp, z.ZodMiniType>;

export const hasOneTest = toCheck("oneTest");
const test = z.strictObject(tests).check(hasOneTest);
const where = z.record(z.string(), z.union([scalar, test]));
const seek = z.union([
  z.string(),
  z.strictObject({ role: z.string(), name: some(z.string()) }),
  z.strictObject({ text: z.string() }),
]);
export const target = z.union([seek, z.array(seek)]);

export type TestConfig = z.infer<typeof test>;
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
const simple = [
  event,
  z.strictObject({ trait: z.string(), ...tests }).check(hasOneTest),
  z.strictObject({ account: z.string(), ...tests }).check(hasOneTest),
  z.strictObject({ now: z.enum(NOW_PARTS), ...tests }).check(hasOneTest),
  z.strictObject({ page: names }),
  z.strictObject({ element: target, visible: some(z.boolean()) }),
  z.strictObject({ milestone: z.string(), is: z.enum(["reached", "open", "lapsed"]), after: some(duration) }),
  z.strictObject({ segment: names }),
  z.strictObject({ gap: z.string(), is: z.enum(["open", "bridged"]) }),
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
