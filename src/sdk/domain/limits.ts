import { getDay } from "./calendar.ts";
import { holds } from "./conditions.ts";
import type { Scene } from "./scene.ts";
import { getSession } from "./sessions.ts";

export type Capped =
  | {
      readonly code: "capped";
      readonly limit: "perSession" | "perDay";
      readonly count: number;
      readonly of: number;
    }
  | { readonly code: "apart"; readonly until: number }
  | { readonly code: "unless" };

/** What keeps a further interruption from opening now; `undefined` where nothing does. */
export function getCap(scene: Scene): Capped | undefined {
  const { state, now, here, index } = scene;
  const { interruptions: cap, unless } = index.plan.limits;
  const past = state.interruptions;
  if (unless && holds(unless, scene)) return { code: "unless" };
  if (cap.perSession !== undefined) {
    const count = past.filter(([at]) => at >= getSession(state)).length;
    if (count >= cap.perSession) return { code: "capped", limit: "perSession", count, of: cap.perSession };
  }
  if (cap.perDay !== undefined) {
    const today = getDay(now, here.zone);
    const count = past.filter(([at]) => getDay(at, here.zone) === today).length;
    if (count >= cap.perDay) return { code: "capped", limit: "perDay", count, of: cap.perDay };
  }
  const until = (past.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY) + (cap.apart ?? 0);
  return until > now ? { code: "apart", until } : undefined;
}
