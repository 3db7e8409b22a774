import { type ClockScope, getSegment, holds } from "../conditions/conditions.ts";
import { readNow } from "../conditions/localTime.ts";
import { readTrait } from "../conditions/values.ts";
import type { Condition, Counter, Test } from "../plan/plan.ts";
import { type EvalContext, getGap, getLapsed, getReached } from "../state/evalContext.ts";

/** Epoch milliseconds before which a number is hardly a time: in seconds it would be one of our days. */
const FIRST_TIME = 1e11;

/**
 * Which part of a condition fails, what was found there and what was expected, in one line of English; `undefined` where
 * it holds.
 */
export function whyFails(
  condition: Condition,
  scene: EvalContext,
  place: ClockScope = {},
): string | undefined {
  if (holds(condition, scene, place)) return undefined;
  switch (condition.kind) {
    case "all":
      return condition.of.map((part) => whyFails(part, scene, place)).find((why) => why !== undefined);
    case "any":
      return condition.of.length === 0
        ? "found nothing, expected one of no conditions"
        : condition.of.map((part) => whyFails(part, scene, place)).join("; and ");
    case "not":
      return `${name(condition.of, scene)}: found that it holds, expected that it does not`;
    default: {
      const [found, expected] = compare(condition, scene);
      return `${name(condition, scene)}: found ${found}, expected ${expected}`;
    }
  }
}

/** What a condition is called, in few words. */
function name(condition: Condition, { index }: EvalContext): string {
  switch (condition.kind) {
    case "event":
      return `event ${index.counters.get(condition.counter)?.events.join(" or ")}`;
    case "trait":
      return `${condition.of === "user" ? "trait" : "account"} ${condition.path.join(".")}`;
    case "now":
      return `now ${condition.part}`;
    case "milestone":
    case "gap":
      return `${condition.kind} ${condition.id}`;
    default:
      return condition.kind;
  }
}

type Simple = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>;

/** What was found, and what was expected. */
function compare(condition: Simple, scene: EvalContext): readonly [found: string, expected: string] {
  const { state, here } = scene;
  switch (condition.kind) {
    case "event":
      return compareCount(scene.index.counters.get(condition.counter)!, scene);
    case "trait": {
      const traits = (condition.of === "user" ? state.user : scene.account)?.traits;
      const value = readTrait(traits, condition.path);
      return [sayValue(value, condition.test), sayTest(condition.test)];
    }
    case "now":
      return [quote(readNow(condition.part, scene)), sayTest(condition.test)];
    case "page":
      return [new URL(here.url).pathname, condition.patterns.join(" or ")];
    case "element":
      return ["nothing", "an element that is there"];
    case "milestone": {
      const found =
        getReached(scene, condition.id) !== undefined
          ? "reached"
          : getLapsed(scene, condition.id) === undefined
            ? "open"
            : "lapsed";
      return [found, condition.is + (condition.after > 0 ? ` for ${sayMs(condition.after)}` : "")];
    }
    case "segment":
      return [getSegment(scene) ?? "none", condition.ids.join(" or ")];
    case "gap": {
      const gap = scene.index.gaps.get(condition.id);
      const { opened, bridged } = (gap && getGap(scene, gap)) ?? {};
      return [
        bridged !== undefined ? "bridged" : opened !== undefined ? "not for this person" : "not open",
        condition.is,
      ];
    }
    case "silent":
      return ["a sign of life since", `silence for ${sayMs(condition.ms)}`];
    case "after":
      return ["less", `${sayMs(condition.ms)} of the gap's clock`];
    case "sessions":
      return ["fewer", `${condition.count}`];
    default:
      return condition satisfies never;
  }
}

function compareCount(counter: Counter, { state, account }: EvalContext): readonly [string, string] {
  const { count, within, where, distinct, sum, inPeriods } = counter;
  const entries = state.user.counters[counter.key] ?? account?.counters[counter.key] ?? [];
  const total = sum ? entries.reduce((all, [, , added = 0]) => all + added, 0) : entries.length;
  const what = sum
    ? ` in ${sum.join(".")}`
    : distinct
      ? ` of ${distinct.join(".")}`
      : inPeriods
        ? ` ${inPeriods.of}s of ${inPeriods.outOf}`
        : "";
  const which = where.map(([path, test]) => ` where ${path.join(".")} is ${sayTest(test)}`).join(" and");
  const span = within === undefined ? "" : ` within ${sayMs(within)}`;
  return [`${total}`, `${count}${what}${span}${which}`];
}

const quote = (value: unknown): string => JSON.stringify(value) ?? "nothing";

/** With a hint where seconds were taken for milliseconds. */
function sayValue(value: unknown, { op }: Test): string {
  const isTimed = op === "before" || op === "after" || op === "inNext" || op === "inLast";
  const isEarly = isTimed && typeof value === "number" && Math.abs(value) < FIRST_TIME;
  return isEarly
    ? `${value} (${new Date(value).toISOString().slice(0, 10)} in milliseconds; are these seconds?)`
    : quote(value);
}

const sayTest = ({ op, value }: Test): string =>
  `${op} ${op === "inNext" || op === "inLast" ? sayMs(value as number) : quote(value)}`;

const UNITS = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** As a config says it: in the largest unit that it is a whole number of. */
function sayMs(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => ms % one === 0) ?? ["s", 1000];
  return `${ms / size}${unit}`;
}
