/** The config's form, whole: the language is checked here, also where this version does not act on all of it yet. */
import * as z from "zod/mini";
import { CONSENTS } from "../domain/plan/consents.ts";
import { INTERRUPTING } from "../domain/plan/guideManners.ts";
import { HANDS, REPORT_FORMATS, SEASONS } from "../domain/plan/plan.ts";
import { COUNT_NAMES, PLURALS, WORD_NAMES } from "../domain/plan/words.ts";
import {
  condition,
  count,
  duration,
  isoDate,
  names,
  share,
  some,
  status,
  target,
  text,
} from "./conditionSchema.ts";
import { guide } from "./guideSchema.ts";

const each = <N extends string, T>(names: readonly N[], form: T): Record<N, T> =>
  Object.fromEntries(names.map((name) => [name, form])) as Record<N, T>;

const plural = z.strictObject({ ...each(PLURALS, some(z.string())), other: z.string() });

/** The words that a config gives to the widgets. */
const words = z.strictObject({
  ...each(WORD_NAMES, some(z.string())),
  ...each(COUNT_NAMES, some(z.union([z.string(), plural]))),
});

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
  z.strictObject({ share, by: some(z.enum(["user", "account"])), until: some(isoDate) }),
]);

const programmeHoldout = z.union([
  share,
  z.strictObject({
    share,
    by: some(z.enum(["user", "account"])),
    season: some(z.enum(SEASONS)),
    until: some(isoDate),
  }),
]);

/** A difference of shares; of one that is smaller than a thousandth nobody would ever know. */
const worth = z.number().check(z.minimum(0.001), z.maximum(1));

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
        z.strictObject({ hand: z.enum(HANDS), after: some(duration), note: some(z.string()) }),
      ]),
    ),
  ),
  holdout: some(holdout),
  exempt: some(z.boolean()),
  target: some(z.strictObject({ within: duration, share: some(share) })),
  protects: some(z.array(z.string())),
  worth: some(worth),
  review: some(isoDate),
  status,
});

const doc = z.strictObject({
  id: z.string(),
  title: text,
  body: some(text),
  url: some(z.string()),
  keywords: some(z.array(z.string())),
  on: some(names),
  gaps: some(z.array(z.string())),
  published: some(isoDate),
  status,
});

const caps = { perSession: some(count), perDay: some(count), apart: some(duration) };
const cap = z.strictObject(caps);
const quiet = z.union([z.strictObject({ from: z.string(), to: z.string() }), condition]);

const debugOpen = z.union([z.boolean(), z.literal("localhost")]);

/** What a config takes in: playbooks, each under a name in front of its ids, and folders of articles. */
export const useSchema = z.array(
  z.union([
    z.strictObject({
      playbook: z.string(),
      as: z.string().check(z.minLength(1)),
      with: some(z.record(z.string(), z.unknown())),
    }),
    z.strictObject({ docs: z.string() }),
  ]),
);

export const configSchema = z.strictObject({
  $schema: some(z.string()),
  version: z.literal(1),
  product: z.string(),
  for: some(condition),
  status,
  consent: some(z.enum(CONSENTS)),
  debug: some(
    z.union([debugOpen, z.strictObject({ open: some(debugOpen), avoid: some(z.array(z.string())) })]),
  ),
  report: some(
    z.strictObject({
      endpoint: z.string(),
      writeKey: some(z.string()),
      format: some(z.enum(["segment", ...REPORT_FORMATS])),
      events: some(z.boolean()),
      traits: some(z.array(z.string())),
      respectSignals: some(z.boolean()),
      mask: some(z.array(z.string())),
      rate: some(z.strictObject({ burst: some(count), perSecond: some(count) })),
      progress: some(z.string()),
    }),
  ),
  locale: some(
    z.strictObject({
      default: some(z.string()),
      available: some(z.array(z.string())),
      words: some(z.record(z.string(), words)),
    }),
  ),
  outcomes: some(
    z.record(
      z.string(),
      z.strictObject({ title: text, owner: some(z.string()), idealCustomer: some(condition) }),
    ),
  ),
  milestones: z.record(z.string(), milestone),
  segments: some(
    z.array(z.strictObject({ id: z.string(), title: some(text), when: condition, value: some(z.number()) })),
  ),
  journeys: some(
    z.record(
      z.string(),
      z.strictObject({
        title: text,
        for: some(condition),
        since: some(isoDate),
        milestones: z.array(z.string()),
      }),
    ),
  ),
  gaps: some(z.record(z.string(), gap)),
  guides: some(z.record(z.string(), guide)),
  docs: some(z.array(doc)),
  limits: some(
    z.strictObject({
      interruptions: some(z.strictObject({ ...caps, backoff: some(z.boolean()) })),
      ...each(INTERRUPTING, some(cap)),
      quiet: some(quiet),
      unless: some(condition),
      keepClear: some(z.array(target)),
    }),
  ),
  holdout: some(programmeHoldout),
  retention: some(
    z.strictObject({
      churned: some(condition),
      value: some(z.union([z.strictObject({ account: z.string() }), z.strictObject({ trait: z.string() })])),
      renews: some(z.strictObject({ account: z.string() })),
      silent: some(duration),
    }),
  ),
  extends: some(names),
  use: some(useSchema),
});

export type Config = z.infer<typeof configSchema>;
export type GapConfig = z.infer<typeof gap>;
export type CapConfig = z.infer<typeof cap>;
