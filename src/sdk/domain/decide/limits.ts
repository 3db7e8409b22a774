import { holds } from "../conditions/conditions.ts";
import { isCompared } from "../engine/holdout.ts";
import type { Cap, GuidePlan } from "../plan/plan.ts";
import type { EvalContext } from "../state/evalContext.ts";
import { wakeAt } from "../state/moment.ts";
import { getSession } from "../state/sessions.ts";
import type { Interruption } from "../state/state.ts";
import { DAY_MS } from "../time/spans.ts";
import { getTips } from "./tips.ts";

const HOUR_MS = 3_600_000;

export type Capped =
  | {
      readonly code: "capped";
      readonly limit: "perSession" | "perDay";
      readonly count: number;
      readonly of: number;
    }
  | { readonly code: "apart"; readonly until: number }
  /** So many were dismissed, one after the other. */
  | { readonly code: "backoff"; readonly row: number; readonly until: number }
  | { readonly code: "unless" | "quiet" | "tips-paused" };

/** What keeps an interruption from opening now; `undefined` where nothing does. */
export function getCap(scene: EvalContext, { type }: GuidePlan, isLater: boolean): Capped | undefined {
  const { interruptions, byType, unless, quiet } = scene.index.plan.limits;
  // What only one arm of a gap has takes what the limits leave, and takes nothing from what both have.
  const past = scene.state.interruptions.filter(([, , later]) => isLater || !later);
  if (getTips(scene) !== "on") return { code: "tips-paused" };
  if (unless && holds(unless, scene)) return { code: "unless" };
  if (quiet && isTimeBetween(quiet.from, quiet.to, scene)) return { code: "quiet" };
  const same = past.filter(([, guide]) => scene.index.guides.get(guide)?.type === type);
  const capped = check(scene, interruptions, past) ?? check(scene, byType[type] ?? {}, same);
  if (capped?.code === "apart") wakeAt(scene, capped.until);
  return capped ?? (interruptions.backoff === false ? undefined : getRest(scene, isLater));
}

/** After two that were dismissed in a row, after three and so on, in milliseconds. */
const RESTS = [2 * HOUR_MS, DAY_MS, 7 * DAY_MS, 28 * DAY_MS];

/** The more were dismissed in a row, whichever they were, the longer nothing else interrupts. */
function getRest(scene: EvalContext, isLater: boolean): Capped | undefined {
  const { interruptions, guides } = scene.state;
  // What is compared can be closed in one arm only: what both have does not depend on it.
  const counts = (id: string): boolean => isLater || !isComparedAnywhere(scene, id);
  // What they completed, or opened themselves, they wanted.
  const heeded = Math.max(
    0,
    ...Object.entries(guides).map(([id, { completed = 0, self, last }]) =>
      Math.max(counts(id) ? completed : 0, self ? last : 0),
    ),
  );
  const row = interruptions.flatMap(([at, id]) => {
    const { dismissed = 0 } = guides[id] ?? {};
    return counts(id) && at > heeded && dismissed >= at ? dismissed : [];
  });
  const rest = RESTS[Math.min(row.length - 2, RESTS.length - 1)];
  if (rest === undefined) return undefined;
  const until = Math.max(...row) + rest;
  wakeAt(scene, until);
  return until > scene.now ? { code: "backoff", row: row.length, until } : undefined;
}

function isComparedAnywhere({ index }: EvalContext, id: string): boolean {
  const guide = index.guides.get(id);
  return !!guide && !!index.gapsOf.get(id)?.some((gap) => isCompared(gap, guide));
}

function check(scene: EvalContext, cap: Cap, past: readonly Interruption[]): Capped | undefined {
  const { state, now, here, index } = scene;
  const { getDay, getStart } = index.calendar;
  const exceeds = (limit: "perSession" | "perDay", since: number): Capped | undefined => {
    const of = cap[limit];
    const count = past.filter(([at]) => at >= since).length;
    return of !== undefined && count >= of ? { code: "capped", limit, count, of } : undefined;
  };
  const today = getDay(now, here.zone);
  if (cap.perDay !== undefined) wakeAt(scene, getStart(today + 1, here.zone));
  const until = (past.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY) + (cap.apart ?? 0);
  return (
    exceeds("perSession", getSession(state)) ??
    exceeds("perDay", getStart(today, here.zone)) ??
    (until > now ? { code: "apart", until } : undefined)
  );
}

/** Is it between two times of the day, over midnight where the second is the earlier one? Both are like `20:00`. */
function isTimeBetween(from: string, to: string, moment: EvalContext): boolean {
  const is = (op: "before" | "after", value: string): boolean =>
    holds({ kind: "now", part: "time", test: { op, value } }, moment);
  return from <= to ? is("after", from) && is("before", to) : is("after", from) || is("before", to);
}
