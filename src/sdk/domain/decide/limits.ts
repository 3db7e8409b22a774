import { holds } from "../conditions/conditions.ts";
import { passesNow } from "../conditions/localTime.ts";
import type { Cap, GuidePlan } from "../plan/plan.ts";
import type { EvalContext } from "../state/evalContext.ts";
import { getSession } from "../state/sessions.ts";
import { wakeAt } from "../time/moment.ts";
import { getTips } from "./tips.ts";

export type Capped =
  | {
      readonly code: "capped";
      readonly limit: "perSession" | "perDay";
      readonly count: number;
      readonly of: number;
    }
  | { readonly code: "apart"; readonly until: number }
  | { readonly code: "unless" | "quiet" | "tips-paused" };

/** What keeps an interruption from opening now; `undefined` where nothing does. */
export function getCap(scene: EvalContext, { type }: GuidePlan): Capped | undefined {
  const { interruptions, byType, unless, quiet } = scene.index.plan.limits;
  const past = scene.state.interruptions;
  if (getTips(scene) !== "on") return { code: "tips-paused" };
  if (unless && holds(unless, scene)) return { code: "unless" };
  if (quiet && isTimeBetween(quiet.from, quiet.to, scene)) return { code: "quiet" };
  const same = past.filter(([, guide]) => scene.index.guides.get(guide)?.type === type);
  const capped = check(scene, interruptions, past) ?? check(scene, byType[type] ?? {}, same);
  if (capped?.code === "apart") wakeAt(scene, capped.until);
  return capped;
}

function check(
  scene: EvalContext,
  cap: Cap,
  past: ReadonlyArray<readonly [at: number, guide: string]>,
): Capped | undefined {
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
  const is = (op: "before" | "after", value: string): boolean => passesNow("time", { op, value }, moment);
  return from <= to ? is("after", from) && is("before", to) : is("after", from) || is("before", to);
}
