/** The form of guides: every type, also those that this version does not show. */
import * as z from "zod/mini";
import { CORNERS, LEADS, PLACEMENTS, QUESTIONS } from "../domain/plan/plan.ts";
import {
  condition,
  count,
  duration,
  hasOneTest,
  names,
  some,
  status,
  target,
  tests,
  text,
  toCheck,
} from "./conditionSchema.ts";

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
    z.union([
      z.enum(["once", "until-done"]),
      z.strictObject({ every: duration, atMost: some(count) }),
      z.strictObject({ once: z.literal("account") }),
    ]),
  ),
  priority: some(z.number()),
  actions: some(z.array(action)),
  status,
  exempt: some(z.boolean()),
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
const question = z
  .strictObject({
    kind: z.enum(QUESTIONS),
    ask: text,
    choices: some(z.array(z.union([text, z.strictObject({ id: z.string(), label: text })]))),
    by: some(z.enum(["user", "account"])),
  })
  .check(toCheck("choices"), toCheck("askedBy"));
const branch = z
  .strictObject({ ...tests, guide: some(z.string()), lead: some(z.enum(LEADS)) })
  .check(hasOneTest);

export const guide = z.discriminatedUnion("type", [
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
    question: z.union([question, z.array(question).check(z.minLength(1))]),
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

export type GuideConfig = z.infer<typeof guide>;
export type ActionConfig = z.infer<typeof action>;
export type StepConfig = z.infer<typeof step>;
export type QuestionConfig = z.infer<typeof question>;
export type BranchConfig = z.infer<typeof branch>;
export type ItemConfig = z.infer<typeof item>;
