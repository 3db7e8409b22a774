import { getOpenings } from "../../replay/kept.ts";
import { whenHolds } from "../../sdk/domain/conditions/conditions.ts";
import { NEVER } from "../../sdk/domain/conditions/counters.ts";
import { getClock } from "../../sdk/domain/conditions/gapClock.ts";
import type { Condition, GapPlan } from "../../sdk/domain/plan/plan.ts";
import type { EvalContext } from "../../sdk/domain/state/evalContext.ts";

/** Which part of a gap's `opens` has opened it, in words. To be asked at the moment at which it opened. */
export function whyOpened(scene: EvalContext, gap: GapPlan): string {
  const { opens } = gap;
  if (!opens) return "at once";
  const clock = getClock(scene, gap);
  const parts = getOpenings(opens);
  if (parts.length === 0) return "at once";
  const since = parts.map((part) => whenHolds(part, scene, { clock }));
  const first = since.indexOf(Math.min(...since));
  return describe(scene, parts[since[first] === NEVER ? 0 : first]!);
}

function describe(scene: EvalContext, condition: Condition): string {
  switch (condition.kind) {
    case "after":
      return condition.ms === 0 ? "at once" : `after ${describeSpan(condition.ms)}`;
    case "silent":
      return `silent for ${describeSpan(condition.ms)}`;
    case "sessions":
      return `${condition.count} sessions`;
    case "event":
      return scene.index.counters.get(condition.counter)?.events.join(" or ") ?? "an event";
    case "milestone":
      return `${condition.id} ${condition.is}`;
    case "all":
      return condition.of.map((part) => describe(scene, part)).join(" and ");
    case "any":
      return condition.of.map((part) => describe(scene, part)).join(" or ");
    case "not":
      return `not ${describe(scene, condition.of)}`;
    default:
      return condition.kind;
  }
}

const UNITS = [
  [7 * 86_400_000, "w"],
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
] as const;

/** As the config writes it: `2w`, `36h`. */
function describeSpan(ms: number): string {
  const [size, unit] = UNITS.find(([size]) => ms % size === 0 && ms > 0) ?? [1000, "s"];
  return `${ms / size}${unit}`;
}
