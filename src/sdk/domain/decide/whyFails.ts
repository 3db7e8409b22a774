import { getTest, holds, readTraitsOf } from "../conditions/conditions.ts";
import { getChoice } from "../conditions/outcomes.ts";
import { getStanding } from "../conditions/standing.ts";
import { getJourneys } from "../engine/journeys.ts";
import { readNow } from "../features/now.ts";
import { getCounters } from "../plan/conditionParts.ts";
import {
  ANY_EVENT,
  type Comparison,
  type Condition,
  type Counter,
  type StandingRef,
  type Test,
} from "../plan/plan.ts";
import type { ClockScope } from "../state/abilities.ts";
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
  if ("standing" in condition && condition.standing) return whyElsewhere(condition.standing, scene);
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

/** Where somebody stands in a journey, in place of where they were to. */
function whyElsewhere({ journey, is }: StandingRef, scene: EvalContext): string {
  const plan = scene.index.plan.standings!.find((one) => one.journey === journey)!;
  const isOn = getJourneys(scene).some(({ id }) => id === journey);
  const { is: found, next } = getStanding(plan, scene);
  const where = isOn ? found + (next === null ? "" : ` before ${next}`) : "somebody who is not on it";
  return `journey ${journey}: found ${where}, expected ${is.join(" or ")}`;
}

/** What a condition is called, in few words. */
function name(condition: Condition, { index }: EvalContext): string {
  switch (condition.kind) {
    case "event":
    case "then":
      if ("last" in condition) return "outcome";
      return getCounters(condition)
        .map((key) => sayCounter(index.counters.get(key)!))
        .join(", then ");
    case "trait":
      return sayTrait(condition);
    case "sample":
      return `sample by ${condition.by}`;
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
  const { here } = scene;
  switch (condition.kind) {
    case "event":
      if (condition.last) return [getChoice(scene)?.id ?? "none", condition.last.ids.join(" or ")];
      return compareCount(scene.index.counters.get(condition.counter)!, scene);
    case "then": {
      const missing = condition.counters.map((key) =>
        compareCount(scene.index.counters.get(key)!, scene).join(" of "),
      );
      return [missing.join(", then "), "the one and then the other"];
    }
    case "trait": {
      const found = readTraitsOf(condition, scene).map((value) => sayValue(value, condition.test));
      const test = getTest(condition, scene);
      const other = "than" in condition.test ? ` (${sayTrait(condition.test.than)})` : "";
      return [found.join(", "), test ? sayTest(test) + other : `${condition.test.op} nothing${other}`];
    }
    case "sample":
      return ["another part of them", `the share of ${condition.share}`];
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
      return [scene.abilities.getSegment?.(scene) ?? "none", condition.ids.join(" or ")];
    case "gap": {
      const gap = scene.index.gaps.get(condition.id);
      const { opened, bridged } = (gap && getGap(scene, gap)) ?? {};
      return [
        bridged !== undefined ? "bridged" : opened !== undefined ? "not for this person" : "not open",
        condition.is + (condition.after === undefined ? "" : ` for ${sayMs(condition.after)}`),
      ];
    }
    case "came":
      return ["somebody who came earlier", `who came ${new Date(condition.since).toISOString()} or later`];
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

const sayTrait = ({ of, path }: Pick<Extract<Condition, { kind: "trait" }>, "of" | "path">): string =>
  `${of === "user" ? "trait" : "account"} ${path.join(".")}`;

const sayCounter = ({ events, pages }: Counter): string =>
  pages
    ? `views of ${pages.join(" or ")}`
    : events.includes(ANY_EVENT)
      ? "any event"
      : `event ${events.join(" or ")}`;

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
function sayValue(value: unknown, { op }: Test | Comparison): string {
  const isTimed = op === "before" || op === "after" || op === "inNext" || op === "inLast";
  const isEarly = isTimed && typeof value === "number" && Math.abs(value) < FIRST_TIME;
  return isEarly
    ? `${value} (${new Date(value).toISOString().slice(0, 10)} in milliseconds; are these seconds?)`
    : quote(value);
}

const sayTest = (test: Test): string => {
  const { op, value } = test;
  const said = op === "inNext" || op === "inLast" ? sayMs(value) : quote(value);
  return `${op} ${said}${"anyCase" in test ? " in any case" : ""}`;
};

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
