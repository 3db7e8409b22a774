import { expect } from "vitest";
import type { Report } from "../../src/sdk/domain/state/facts.ts";
import { sayMoment } from "./moment.ts";
import type { TestPerson } from "./person.ts";
import { readValues } from "./values.ts";

/** What is true by now. Lists and tables are complete, but for `holds` and `why`: what they do not name is not there. */
export interface Expectation {
  /** Milestones that are reached; or the moments at which they were, on the user's clock. */
  readonly reached?: readonly string[] | Readonly<Record<string, string>>;
  /** Is the milestone reached, is the gap open? By their ids, and only of those that are named. */
  readonly holds?: Readonly<Record<string, boolean>>;
  /** Gaps that stand open. */
  readonly open?: readonly string[];
  readonly segment?: string | null;
  /** Guides that are on screen, or are to be. */
  readonly shows?: readonly string[];
  /** Why a guide is not: the reason's code in words; or `shows`. */
  readonly why?: Readonly<Record<string, string>>;
  /** How far each of the user's journeys is: `1 of 3, next paid`. */
  readonly journeys?: Readonly<Record<string, string>>;
  /** What was reported since the last expectation: `Gap Opened stuck (from: signup) at 2026-01-06 09:00`. */
  readonly reports?: readonly string[];
}

type Decisions = ReturnType<TestPerson["decide"]>["decisions"];

/** Guides that are on screen, or are to be: not those that are held out, or have no place on the page. */
export const getShown = (decisions: Decisions): string[] =>
  decisions.flatMap((one) => (one.show && !one.heldOut && !one.missing ? [one.guide] : []));

/** Holds a person to what is expected of them; `fresh` is what was reported since the last time. */
export function check(
  person: TestPerson,
  decisions: Decisions,
  fresh: readonly Report[],
  expected: Expectation,
): void {
  const { milestones, gaps, segment, journeys } = person.progress();
  const { zone } = person.here();
  const reached = Object.entries(milestones).filter((entry): entry is [string, number] => entry[1] !== null);
  const found: Required<Expectation> = {
    reached: Array.isArray(expected.reached)
      ? reached.map(([id]) => id)
      : Object.fromEntries(reached.map(([id, at]) => [id, sayMoment(at, zone)])),
    holds: Object.fromEntries(
      Object.keys(expected.holds ?? {}).map((id) => [
        id,
        gaps.includes(id) || reached.some(([one]) => one === id),
      ]),
    ),
    open: gaps,
    segment,
    shows: getShown(decisions),
    why: Object.fromEntries(
      decisions.flatMap((one) => (one.guide in (expected.why ?? {}) ? [[one.guide, getReason(one)]] : [])),
    ),
    journeys: Object.fromEntries(
      journeys.map(({ id, done, total, next }) => [id, `${done} of ${total}${next ? `, next ${next}` : ""}`]),
    ),
    reports: fresh.map((report, i) => sayReport(report, zone, expected.reports?.[i])),
  };
  for (const [key, value] of Object.entries(expected)) {
    if (!Object.hasOwn(found, key)) throw new Error(`Nobody can expect "${key}"`);
    expect(inOrder(key, found[key as keyof Expectation]), key).toEqual(inOrder(key, value));
  }
}

/** Lists of ids have no order; reports have. */
const inOrder = (key: string, value: unknown): unknown =>
  Array.isArray(value) && key !== "reports" ? value.toSorted() : value;

function getReason(decision: Decisions[number]): string {
  if (decision.show) return decision.missing ? "missing" : decision.heldOut ? "held out" : "shows";
  return decision.reason.code.replaceAll("-", " ");
}

/** As much of it as is asked for. */
function sayReport({ event, properties: p, at }: Report, zone: string, asked = ""): string {
  const [, , values, moment] = /^(.*?)(?: \((.*)\))?(?: at (\d.*))?$/.exec(asked)!;
  const item = event === "Checklist Item Completed" ? ` ${p.milestone_id}` : "";
  const what = `${event} ${p.guide_id ?? p.gap_id ?? p.segment_id ?? p.milestone_id ?? "none"}${item}`;
  const names = Object.keys(readValues(values ?? ""));
  const said = names.map((name) => `${name}: ${p[name] ?? "none"}`).join(", ");
  return `${what}${values ? ` (${said})` : ""}${moment ? ` at ${sayMoment(at, zone)}` : ""}`;
}
