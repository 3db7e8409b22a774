/** The config's form, whole: the language is checked here, also where this version does not act on all of it yet. */
import * as z from "zod/mini";
import { CORNERS, LEADS, PLACEMENTS, TEST_OPS, type TestOp } from "../domain/plan.ts";
import { DURATION } from "./durations.ts";

const some = z.exactOptional;
const text = z.union([z.string(), z.record(z.string(), z.string())]);
const duration = z.string().check(z.regex(DURATION, "a duration like 30s, 10m, 4h, 3d or 2w"));
const names = z.union([z.string(), z.array(z.string())]);
const count = z.int().check(z.minimum(1), z.maximum(500));
const share = z.number().check(z.minimum(0), z.maximum(1));
const date = z.union([z.string(), z.number()]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const tests = {
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

const hasOneTest = z.refine((value) => TEST_OPS.filter((op) => op in Object(value)).length === 1, {
  error: `exactly one test (${TEST_OPS.join(", ")})`,
});
const test = z.strictObject(tests).check(hasOneTest);
const where = z.record(z.string(), z.union([scalar, test]));
const seek = z.union([
  z.string(),
  z.strictObject({ role: z.string(), name: some(z.string()) }),
  z.strictObject({ text: z.string() }),
]);
const target = z.union([seek, z.array(seek)]);

export type TestConfig = z.infer<typeof test>;
export type SeekConfig = z.infer<typeof seek>;
export type TargetConfig = z.infer<typeof target>;

export const SIGNALS = ["rage-click", "dead-click", "u-turn", "error", "hesitation"] as const;
export const QUESTIONS = ["nps", "csat", "ces", "choice", "text", "story"] as const;

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
  .check(
    z.refine((value) => ["count", "sum", "inPeriods"].filter((key) => key in value).length < 2, {
      error: "at most one of count, sum and inPeriods",
    }),
  );
const simple = [
  event,
  z.strictObject({ trait: z.string(), ...tests }).check(hasOneTest),
  z.strictObject({ account: z.string(), ...tests }).check(hasOneTest),
  z.strictObject({ now: z.enum(["date", "weekday", "time"]), ...tests }).check(hasOneTest),
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

const condition: z.ZodMiniType<ConditionConfig> = z.lazy(() =>
  z.union([
    ...simple,
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
  ]),
);

const status = some(z.enum(["live", "draft", "paused"]));

const milestone = z.strictObject({
  title: text,
  outcome: some(z.string()),
  when: condition,
  level: some(z.enum(["user", "account"])),
  target: some(z.strictObject({ within: some(duration), share: some(share) })),
  value: some(z.number()),
  lapses: some(z.union([z.boolean(), z.strictObject({ grace: duration })])),
  was: some(names),
});

const holdout = z.union([
  share,
  z.strictObject({ share, by: some(z.enum(["user", "account"])), until: some(z.string()) }),
]);

const gap = z.strictObject({
  from: some(z.string()),
  to: z.string(),
  for: some(condition),
  opens: some(condition),
  bridge: some(
    z.array(
      z.union([
        z.string(),
        z.strictObject({ show: z.string(), after: some(duration) }),
        z.strictObject({ oneOf: z.array(z.string()) }),
      ]),
    ),
  ),
  holdout: some(holdout),
  target: some(z.strictObject({ within: duration })),
  status,
});

const action = z.strictObject({
  label: text,
  href: some(z.string()),
  doc: some(z.string()),
  guide: some(z.string()),
  track: some(z.string()),
  snooze: some(duration),
  dismiss: some(z.boolean()),
  lead: some(z.enum(LEADS)),
  thanks: some(text),
});

const placement = some(z.enum(PLACEMENTS));
const guideCommon = {
  title: some(text),
  body: some(text),
  on: some(names),
  if: some(condition),
  repeat: some(
    z.union([z.enum(["once", "until-done"]), z.strictObject({ every: duration, atMost: some(count) })]),
  ),
  priority: some(z.number()),
  actions: some(z.array(action)),
  status,
  fallback: some(z.string()),
};
const item = z.strictObject({
  milestone: z.string(),
  title: some(text),
  body: some(text),
  if: some(condition),
  guide: some(z.string()),
  doc: some(z.string()),
  href: some(z.string()),
  needs: some(z.array(z.string())),
  optional: some(z.boolean()),
});
const step = z.strictObject({
  target: some(target),
  title: some(text),
  body: some(text),
  placement,
  advance: some(
    z.union([
      z.strictObject({ click: z.literal("target") }),
      z.strictObject({ input: z.literal("target") }),
      z.strictObject({ event: z.string() }),
      z.strictObject({ milestone: z.string() }),
      z.strictObject({ page: names }),
    ]),
  ),
  actions: some(z.array(action)),
  spotlight: some(z.boolean()),
});
const question = z.strictObject({ kind: z.enum(QUESTIONS), ask: text, choices: some(z.array(text)) });
const branch = z
  .strictObject({ ...tests, guide: some(z.string()), lead: some(z.enum(LEADS)) })
  .check(hasOneTest);

const guide = z.discriminatedUnion("type", [
  z.strictObject({
    ...guideCommon,
    type: z.literal("checklist"),
    items: z.array(item).check(z.minLength(1)),
    target: some(target),
  }),
  z.strictObject({ ...guideCommon, type: z.literal("tooltip"), target, placement, doc: some(z.string()) }),
  z.strictObject({ ...guideCommon, type: z.literal("tour"), steps: z.array(step).check(z.minLength(1)) }),
  z.strictObject({ ...guideCommon, type: z.literal("hotspot"), target, placement, doc: some(z.string()) }),
  z.strictObject({ ...guideCommon, type: z.literal("banner"), target: some(target) }),
  z.strictObject({ ...guideCommon, type: z.literal("modal") }),
  z.strictObject({
    ...guideCommon,
    type: z.literal("survey"),
    question: z.union([question, z.array(question)]),
    then: some(z.array(branch)),
    target: some(target),
  }),
  z.strictObject({
    ...guideCommon,
    type: z.literal("help"),
    launcher: some(z.enum(CORNERS)),
    target: some(target),
  }),
  z.strictObject({ ...guideCommon, type: z.literal("launcher"), target, guide: some(z.string()) }),
]);

const doc = z.strictObject({
  id: z.string(),
  title: text,
  body: some(text),
  url: some(z.string()),
  keywords: some(z.array(z.string())),
  on: some(names),
  gaps: some(z.array(z.string())),
  published: some(z.string()),
  status,
});

const cap = z.strictObject({ perSession: some(count), perDay: some(count), apart: some(duration) });
const quiet = z.union([z.strictObject({ from: z.string(), to: z.string() }), condition]);

export const configSchema = z.strictObject({
  $schema: some(z.string()),
  version: z.literal(1),
  product: z.string(),
  for: some(condition),
  status,
  consent: some(z.enum(["full", "guide-only", "none"])),
  report: some(
    z.strictObject({
      endpoint: z.string(),
      writeKey: z.string(),
      format: some(z.enum(["segment", "rudderstack", "posthog", "cloudevents"])),
      events: some(z.boolean()),
      traits: some(z.array(z.string())),
      respectSignals: some(z.boolean()),
      mask: some(z.array(z.string())),
      rate: some(z.strictObject({ burst: some(count), perSecond: some(count) })),
      progress: some(z.string()),
    }),
  ),
  locale: some(z.strictObject({ default: z.string(), available: some(z.array(z.string())) })),
  outcomes: some(
    z.record(
      z.string(),
      z.strictObject({ title: text, owner: some(z.string()), idealCustomer: some(condition) }),
    ),
  ),
  milestones: z.record(z.string(), milestone),
  segments: some(z.array(z.strictObject({ id: z.string(), title: some(text), when: condition }))),
  journeys: some(
    z.record(
      z.string(),
      z.strictObject({
        title: text,
        for: some(condition),
        since: some(z.string()),
        milestones: z.array(z.string()),
      }),
    ),
  ),
  gaps: some(z.record(z.string(), gap)),
  guides: some(z.record(z.string(), guide)),
  docs: some(z.array(doc)),
  limits: some(
    z.strictObject({
      interruptions: some(cap),
      tooltip: some(cap),
      tour: some(cap),
      modal: some(cap),
      banner: some(cap),
      survey: some(cap),
      quiet: some(quiet),
      unless: some(condition),
    }),
  ),
  holdout: some(holdout),
  retention: some(
    z.strictObject({
      churned: some(condition),
      value: some(z.union([z.strictObject({ account: z.string() }), z.strictObject({ trait: z.string() })])),
      silent: some(duration),
    }),
  ),
  extends: some(names),
  use: some(
    z.array(
      z.strictObject({
        playbook: z.string(),
        as: z.string(),
        with: some(z.record(z.string(), z.unknown())),
      }),
    ),
  ),
});

export type Config = z.infer<typeof configSchema>;
export type GuideConfig = z.infer<typeof guide>;
export type ActionConfig = z.infer<typeof action>;
export type StepConfig = z.infer<typeof step>;
export type ItemConfig = z.infer<typeof item>;
export type GapConfig = z.infer<typeof gap>;
export type CapConfig = z.infer<typeof cap>;
