import { holdsIds } from "./checks/holdsIds.ts";
import { createFault, describe, type Fault } from "./faults.ts";
import { type Reading, readDate, readDay, readTime, readWeekday } from "./readMoments.ts";
import { readPage } from "./readPage.ts";
import type { Config } from "./schema.ts";

/** Below these keys stand the vendor's own words. */
const FOREIGN = new Set(["title", "body", "label", "thanks", "ask", "choices", "with", "words", "report"]);

type Bag = Readonly<Record<string, unknown>>;
const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How what a part of the user's calendar is compared with is read, by the test. */
const NOW_TESTS: Readonly<Record<string, Readonly<Record<string, (given: unknown) => Reading>>>> = {
  weekday: each(["is", "isNot", "in", "notIn"], readWeekday),
  date: each(["is", "isNot", "in", "notIn", "before", "after"], readDay),
  time: {
    ...each(["is", "isNot", "in", "notIn", "after"], (given) => readTime(given)),
    before: (given) => readTime(given, true),
  },
};
/** These look at the text: of each 24th of December, `"matches": "*-12-24"`. */
const TEXT_TESTS = new Set(["matches", "startsWith", "contains"]);

function each<T>(keys: readonly string[], value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

type Refuse = (path: readonly string[], found: unknown, expected: string, meant?: unknown) => void;

/**
 * A config whose days, times, dates and pages are in the one form that the engine reads; with a fault for what can never
 * hold, or may mean two things.
 */
export function readOperands(config: Config): { readonly config: Config; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const refuse: Refuse = (path, found, expected, meant) => {
    const fault = createFault(path, describe(found), expected);
    const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
    faults.push({ ...fault, message: fault.message + hint });
  };

  /** One value, or each of a list. */
  function take(given: unknown, path: readonly string[], read: (given: unknown) => Reading): unknown {
    if (Array.isArray(given)) {
      if (given.length === 0) refuse(path, given, "a list with something in it");
      return given.map((one) => take(one, path, read));
    }
    const reading = read(given);
    if ("value" in reading) return reading.value;
    refuse(path, given, reading.expected, reading.meant);
    return given;
  }

  function readTest(test: Bag, path: readonly string[]): Bag {
    return map(test, (value, key) => {
      const here = [...path, key];
      // Another trait is read when the condition is asked.
      if (isBag(value)) return value;
      if (key === "before" || key === "after") return take(value, here, readDate);
      if ((key === "in" || key === "notIn") && Array.isArray(value))
        return take(value, here, (one) => ({ value: one }));
      if ((key === "inNext" || key === "inLast") && Number.parseFloat(`${value}`) === 0)
        refuse(here, value, "a span of time");
      return value;
    });
  }

  function readNow({ now, ...test }: Bag, path: readonly string[]): Bag {
    const known = NOW_TESTS[`${now}`]!;
    return {
      now,
      ...map(test, (value, key) => {
        const read = known[key];
        if (read) return take(value, [...path, key], read);
        if (!TEXT_TESTS.has(key)) {
          const meant = { above: "after", atLeast: "after", below: "before", atMost: "before" }[key];
          refuse(
            [...path, key],
            value,
            `${Object.keys(known).join(", ")} of a ${now}`,
            meant && known[meant] ? meant : undefined,
          );
        }
        return value;
      }),
    };
  }

  function readSpan({ from, to }: Bag, path: readonly string[]): Bag {
    const span = {
      from: take(from, [...path, "from"], readTime),
      to: take(to, [...path, "to"], (one) => readTime(one, true)),
    };
    if (span.from === span.to) refuse([...path, "to"], to, "another time than that in from");
    return span;
  }

  function visit(value: unknown, path: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((one, i) => visit(one, [...path, `${i}`]));
    if (!isBag(value)) return value;
    if (holdsIds(path)) return map(value, (child, id) => visit(child, [...path, id]));
    if ("now" in value) return readNow(value, path);
    checkPlace(value, path, refuse);
    checkCounts(value, path, refuse);
    const bag =
      typeof value.trait === "string" || typeof value.account === "string" ? readTest(value, path) : value;
    return map(bag, (child, key) => {
      const here = [...path, key];
      if (FOREIGN.has(key)) return child;
      if (key === "page" || key === "on") return take(child, here, readPage);
      if (key === "quiet" && path[0] === "limits" && isBag(child) && "from" in child)
        return readSpan(child, here);
      if (key === "where" && isBag(child))
        return map(child, (test, name) => (isBag(test) ? readTest(test, [...here, name]) : test));
      return visit(child, here);
    });
  }

  return { config: visit(config, []) as Config, faults };
}

const map = (bag: Bag, change: (value: unknown, key: string) => unknown): Bag =>
  Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, change(value, key)]));

/** A gap's clock runs nowhere else. */
function checkPlace(bag: Bag, path: readonly string[], refuse: Refuse): void {
  const isClocked = path[0] === "gaps" && (path[2] === "opens" || path[2] === "for");
  if (isClocked || typeof bag.after !== "string" || Object.keys(bag).length > 1) return;
  const instead = `{ "milestone": "...", "is": "reached", "after": "${bag.after}" }`;
  refuse(
    [...path, "after"],
    bag.after,
    `a place where a gap's clock runs, its opens or for; elsewhere ${instead}`,
  );
}

function checkCounts(bag: Bag, path: readonly string[], refuse: Refuse): void {
  if (bag.within !== undefined && Number.parseFloat(`${bag.within}`) === 0)
    refuse([...path, "within"], bag.within, "a span of time");
  if (!isBag(bag.inPeriods)) return;
  const { atLeast, outOf } = bag.inPeriods;
  if (Number(atLeast) > Number(outOf))
    refuse([...path, "inPeriods", "atLeast"], atLeast, `at most the ${outOf} of outOf`);
}
