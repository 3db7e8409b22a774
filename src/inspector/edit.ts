import type { Target } from "../sdk/domain/plan/guidePlan.ts";
import type { Plan, Text } from "../sdk/domain/plan/plan.ts";
import { nameOf } from "./words.ts";

/** A guide of a config, or a step of it, counted from 0. */
export interface Part {
  readonly guide: string;
  readonly step?: number;
}

/** What can be written anew. */
const WORDS = ["title", "body"] as const;
export type Words = Readonly<Record<(typeof WORDS)[number], string>>;
interface Written {
  readonly title?: Text;
  readonly body?: Text;
}

/** One operation of a JSON Patch (RFC 6902). */
export interface Change {
  readonly op: "add" | "replace";
  readonly path: string;
  readonly value: unknown;
}

/** Where a key of the part stands in the config, as a JSON Pointer (RFC 6901): `~` and `/` have signs of their own there. */
export const toPath = ({ guide, step }: Part, ...keys: readonly string[]): string =>
  ["guides", guide, ...(step === undefined ? [] : ["steps", `${step}`]), ...keys]
    .map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");

/** The element that the part stands beside, as the config has it. */
export function findTargetOf({ guides }: Plan, { guide, step }: Part): Target | undefined {
  const found = guides.find(({ id }) => id === guide);
  const part = found?.type === "tour" && step !== undefined ? found.steps[step] : found;
  return part && "target" in part ? part.target : undefined;
}

/** The words as they stand, in the config's first language. */
export const readWords = ({ title, body }: Written): Words => ({
  title: nameOf(title) ?? "",
  body: nameOf(body) ?? "",
});

const languageOf = (text: Text | undefined): string[] =>
  typeof text === "object" ? Object.keys(text).slice(0, 1) : [];

/** The change of the config that these words are. */
export function toChanges(part: Part, given: Written, words: Words): Change[] {
  const before = readWords(given);
  return WORDS.filter((key) => words[key] !== before[key]).map((key) => ({
    op: given[key] === undefined ? "add" : "replace",
    path: toPath(part, key, ...languageOf(given[key])),
    value: words[key],
  }));
}

/** The plan with these words in it. */
export function withWords(plan: Plan, { guide, step }: Part, words: Words): Plan {
  const write = <T extends Written>(part: T): T => {
    const before = readWords(part);
    const changed = WORDS.filter((key) => words[key] !== before[key]).map((key) => {
      const [language] = languageOf(part[key]);
      return [
        key,
        language === undefined ? words[key] : { ...(part[key] as object), [language]: words[key] },
      ];
    });
    return { ...part, ...Object.fromEntries(changed) };
  };
  const guides = plan.guides.map((one) => {
    if (one.id !== guide) return one;
    if (step === undefined || one.type !== "tour") return write(one);
    return { ...one, steps: one.steps.map((part, i) => (i === step ? write(part) : part)) };
  });
  // What is said of the words that stood there need not be so of these.
  const { widgets, marks, ...rest } = plan;
  return { ...rest, guides };
}
