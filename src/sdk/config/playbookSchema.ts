/** The form of a playbook: a piece of a config with parameters. */
import * as z from "zod/mini";
import { condition, count, duration, isoDate, names, share, some, target, text } from "./conditionSchema.ts";

/** What a parameter of each type may be. Those of ids name a part of the config that uses the playbook. */
export const PARAMETER_TYPES = {
  text,
  event: names,
  number: z.number(),
  count,
  share,
  duration,
  date: isoDate,
  page: names,
  target,
  condition,
  boolean: z.boolean(),
  property: z.string(),
  link: z.string(),
  outcome: z.string(),
  milestone: z.string(),
  journey: z.string(),
  segment: names,
  gap: z.string(),
  guide: z.string(),
  doc: z.string(),
} as const;

export type ParameterType = keyof typeof PARAMETER_TYPES;

const parameter = z.strictObject({
  type: z.enum(Object.keys(PARAMETER_TYPES) as [ParameterType, ...ParameterType[]]),
  about: some(z.string()),
  default: some(z.unknown()),
});

const parts = some(z.record(z.string(), z.unknown()));

/** What stands in its parts is looked at where they have become parts of a config. */
export const playbookSchema = z.strictObject({
  $schema: some(z.string()),
  playbook: z.literal(1),
  title: some(z.string()),
  about: some(z.string()),
  parameters: some(z.record(z.string(), parameter)),
  outcomes: parts,
  milestones: parts,
  journeys: parts,
  gaps: parts,
  guides: parts,
  docs: some(z.array(z.unknown())),
});
