import { getPart, getText, type Part } from "../source/part.ts";

/**
 * Keys whose value is one thing, which is taken whole: half of one condition and half of another are neither. Texts by
 * language, lists of parts with an id and all other objects are taken in key by key.
 */
const WHOLE = new Set([
  "churned",
  "for",
  "idealCustomer",
  "if",
  "lapses",
  "opens",
  "quiet",
  "repeat",
  "target",
  "unless",
  "value",
  "when",
]);

const hasIds = ({ is, parts }: Part): boolean =>
  is === "list" && parts.every(([, part]) => getText(getPart(part, "id")) !== undefined);

/** One part with another over it: the later one wins, key by key. */
export function merge(base: Part, over: Part): Part {
  if (base.is === "object" && over.is === "object")
    return { ...over, parts: join(base.parts, over.parts, ([name]) => name) };
  if (!hasIds(base) || !hasIds(over)) return over;
  const parts = join(base.parts, over.parts, ([, part]) => getText(getPart(part, "id"))!);
  return { ...over, parts: parts.map(([, part], i) => [`${i}`, part] as const) };
}

/** What both have stands where the first has it. */
function join(
  base: Part["parts"],
  over: Part["parts"],
  getName: (one: Part["parts"][number]) => string,
): Part["parts"] {
  const all = new Map(base.map((one) => [getName(one), one]));
  for (const one of over) {
    const before = all.get(getName(one));
    const [name, part] = one;
    all.set(getName(one), [name, before && !WHOLE.has(name) ? merge(before[1], part) : part]);
  }
  return [...all.values()];
}
