import { DURATION } from "../sdk/config/durations.ts";
import type { Fault } from "../sdk/config/faults.ts";
import { getAround, sharpen } from "./sharpen.ts";

/** What keys are called elsewhere, in lower case, and here: of several the first that the place has is meant. */
const HERE: Readonly<Record<string, readonly string[]>> = {
  and: ["all"],
  audience: ["for"],
  button: ["actions"],
  buttons: ["actions"],
  condition: ["when", "if"],
  content: ["body"],
  cta: ["actions"],
  delay: ["after"],
  description: ["body"],
  element: ["target"],
  equals: ["is"],
  eq: ["is"],
  frequency: ["repeat"],
  greaterthan: ["above"],
  gt: ["above"],
  gte: ["atLeast"],
  guide: ["show"],
  headline: ["title"],
  link: ["href", "url"],
  lessthan: ["below"],
  lt: ["below"],
  lte: ["atMost"],
  message: ["body"],
  morethan: ["above"],
  name: ["title"],
  not: ["isNot"],
  or: ["any"],
  page: ["on"],
  pages: ["on"],
  percentage: ["share"],
  question: ["ask"],
  selector: ["target"],
  text: ["label", "ask", "body", "title"],
  trigger: ["if", "when"],
  url: ["href", "on"],
  wait: ["after"],
};

const CONDITIONS = ["when", "if", "for", "opens"];
const IN_WORDS = /^(\d+(?:\.\d+)?)\s*(second|sec|minute|min|hour|hr|day|week)s?$/i;

/**
 * Says what was probably meant by what no typo explains: a key by its name elsewhere, per cent, a span in words, a text
 * where something around it is missing. The command alone says so; a page would load these words for nobody.
 * @param config What the fault was found in.
 */
export function addHint(fault: Fault, config: unknown): Fault {
  const [, plain = "", typo] = /^(.*?)(; did you mean .*)?$/s.exec(fault.message)!;
  const key = getKey(plain);
  const said = key === undefined ? sharpen(fault.path, plain, config) : undefined;
  if (said?.path !== undefined) return addHint({ ...fault, ...said }, config);
  if (said !== undefined) return { ...fault, ...said };
  if (key === undefined && typo !== undefined) return fault;
  const meant =
    key ??
    getMeant(fault.path.slice(fault.path.lastIndexOf(".") + 1), plain) ??
    getAround(fault.path, plain, config);
  return meant === undefined
    ? fault
    : { ...fault, message: `${plain}; did you mean ${JSON.stringify(meant)}?` };
}

function getKey(message: string): string | undefined {
  const [, found = "", known = ""] =
    /^found the unknown key "(\w+)", expected (?:one of|only) (.+)$/.exec(message) ?? [];
  const keys = known.split(", ");
  return new Map(Object.entries(HERE)).get(found.toLowerCase())?.find((key) => keys.includes(key));
}

function getMeant(key: string, message: string): unknown {
  const [, number, text, expected] = /^found (?:([\d.]+)|"([^"\\]+)"), expected (.+)$/.exec(message) ?? [];
  if (number !== undefined)
    return expected === "at most 1" && Number(number) <= 100
      ? Number((Number(number) / 100).toPrecision(6))
      : undefined;
  if (text === undefined || expected === undefined) return undefined;
  const [, percent] = /^(\d+(?:\.\d+)?) ?%$/.exec(text) ?? [];
  if (percent !== undefined && expected.startsWith("a number"))
    return Number((Number(percent) / 100).toPrecision(6));
  if (/^a (whole )?number$/.test(expected)) return Number.isNaN(Number(text)) ? undefined : Number(text);
  if (expected.startsWith("a duration like")) {
    const [, count, unit] = IN_WORDS.exec(text) ?? [];
    return unit === undefined ? undefined : `${count}${unit.slice(0, 1).toLowerCase()}`;
  }
  if (/^(done|completed)$/.test(text) && expected.includes('"reached"')) return "reached";
  if (expected === "a list") return [text];
  if (expected !== "an object" || !CONDITIONS.includes(key)) return undefined;
  return key === "opens" && DURATION.test(text) ? { after: text } : { event: text };
}
