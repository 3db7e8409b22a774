import { checkForm } from "../sdk/config/checks/checkForm.ts";
import type { Fault } from "../sdk/config/faults.ts";
import { forms } from "../sdk/config/forms.ts";
import { toFaults } from "../sdk/config/issues.ts";
import { getValue } from "../sdk/domain/conditions/values.ts";
import { TEST_OPS } from "../sdk/domain/plan/plan.ts";

type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The keys that say which condition one is. */
const KINDS = [
  ...["event", "trait", "account", "now", "page", "then", "sample", "element", "milestone", "segment", "gap"],
  ...["outcome", "journey", "signal", "silent", "after", "sessions", "all", "any", "not"],
];
/** Where conditions stand. */
const CONDITIONS = ["when", "if", "for", "opens", "not", "churned", "unless"];
/** What a text under these keys names. */
const NAMED: Readonly<Record<string, string>> = {
  account: "a trait of the account",
  event: "the name of an event",
  from: "the id of a milestone",
  gap: "the id of a gap",
  guide: "the id of a guide",
  journey: "the id of a journey",
  milestone: "the id of a milestone",
  outcome: "the id of an outcome",
  segment: "the id of a segment",
  to: "the id of a milestone",
  trait: "a trait of the user",
};
/** These say for how long by an `after` of their own. */
const WITH_AFTER = ["milestone", "gap"];
/** What one value stands for where an object is expected: the key in it that is mostly the only one. */
const AROUND: Readonly<Record<string, string>> = {
  interruptions: "perDay",
  locale: "default",
  report: "endpoint",
  retention: "silent",
  target: "within",
};
/** What each step of a tour has of its own. */
const OF_STEP = ["target", "placement", "advance", "spotlight"];
/** A longer one is no example any more. */
const EXAMPLE_AT_MOST = 120;

/**
 * Says it in the words of what was meant, where a form alone cannot know that.
 * @param message Without what was probably meant.
 * @param config What the fault was found in.
 * @returns The whole sentence, and its place where that is another one; `undefined` where there is nothing better to say.
 */
export function sharpen(path: string, message: string, config: unknown): Partial<Fault> | undefined {
  const steps = path.split(".");
  const around = getValue(config, steps.slice(0, -1));
  if (message.startsWith("found the unknown key") && isBag(around)) return sayForeignKey(steps, around);
  const value = path === "" ? config : getValue(config, steps);
  const said = sayMeant(steps, message, value, around);
  return said === undefined ? undefined : { message: said };
}

function sayMeant(
  steps: readonly string[],
  message: string,
  value: unknown,
  around: unknown,
): string | undefined {
  const key = steps.at(-1)!;
  const found = message.replace(/, expected .*$/s, "");
  if (message.includes("expected exactly one test") && isBag(value))
    return sayTests(value, isCondition(steps) ? ': {"all":[...]} asks for several' : "");
  if (/^found (nothing|[\d.]+), expected a text$/.test(message) && Object.hasOwn(NAMED, key))
    return `${found}, expected ${NAMED[key]}`;
  if (message === "found an object, expected a list" && steps.length === 1 && /^(segments|docs)$/.test(key))
    return `${found}, expected a list of them, each with its id: [{ "id": "...", ... }]`;
  if (!CONDITIONS.includes(key) || !/^found (nothing|a list), expected an object$/.test(message))
    return undefined;
  if (Array.isArray(value)) return `${found}, expected one condition: {"all":[...]} asks for all of a list`;
  // An outcome is what a milestone itself has.
  const stray = isBag(around)
    ? Object.entries(around).filter(([name]) => KINDS.includes(name) && name !== "outcome")
    : [];
  const example = stray.length > 0 ? Object.fromEntries(stray.slice(0, 1)) : { event: "Invoice Sent" };
  return `${found}, expected a condition: "${key}": ${JSON.stringify(example)}`;
}

/** Whether a condition stands there: under a key of one, or in a list of them. */
const isCondition = (steps: readonly string[]): boolean =>
  CONDITIONS.includes(steps.at(-1)!) || /^(all|any)$/.test(steps.at(-2) ?? "");

/** Two conditions in one object, or what belongs a step further in. */
function sayForeignKey(steps: readonly string[], around: Bag): Partial<Fault> | undefined {
  const key = steps.at(-1)!;
  if (around.type === "tour" && OF_STEP.includes(key))
    return {
      message: `found the key ${JSON.stringify(key)} of a step, expected it in one of the tour's steps`,
    };
  const kinds = Object.keys(around).filter((name) => KINDS.includes(name));
  if (!isCondition(steps.slice(0, -1)) || !KINDS.includes(key) || kinds.length < 2) return undefined;
  if (kinds.length === 2 && WITH_AFTER.includes(key) && "after" in around) return findOwn(steps, around);
  const { [key]: own, ...other } = around;
  const both = JSON.stringify({ all: [other, { [key]: own }] });
  const how = both.length > EXAMPLE_AT_MOST ? '{"all":[{...},{...}]}' : both;
  const expected = `expected each in an object of its own: ${how} asks for both`;
  return { message: `found the key ${JSON.stringify(key)} of another condition, ${expected}` };
}

/** What is wrong with a condition that may have an `after` of its own, and is no clock. */
function findOwn(steps: readonly string[], { after, ...own }: Bag): Fault | undefined {
  const config = { version: 1, product: "own", milestones: { own: { title: "own", when: own } } };
  const [fault] = toFaults(checkForm(forms, config).issues, config);
  const within = fault?.path.replace(/^milestones\.own\.when\.?/, "");
  return fault && { ...fault, path: [...steps.slice(0, -1), ...(within ? [within] : [])].join(".") };
}

function sayTests(value: Bag, more: string): string {
  const tests = Object.keys(value).filter((name) => (TEST_OPS as readonly string[]).includes(name));
  const list = TEST_OPS.join(", ");
  if (tests.length === 0) return `found no test, expected one of ${list}`;
  return `found ${tests.slice(0, -1).join(", ")} and ${tests.at(-1)}, expected one test${more}`;
}

/** The object that a lone value was probably meant for. */
export function getAround(path: string, message: string, config: unknown): unknown {
  const steps = path.split(".");
  const key = steps.at(-1)!;
  if (!/, expected an object$/.test(message) || !Object.hasOwn(AROUND, key)) return undefined;
  const value = getValue(config, steps);
  const isText = key !== "interruptions";
  return typeof value === (isText ? "string" : "number") ? { [AROUND[key]!]: value } : undefined;
}
