import { getSince, NEVER } from "./counters.ts";
import { passesNow } from "./localTime.ts";
import { isPage } from "./pagePattern.ts";
import type { Condition } from "./plan.ts";
import { getGap, getLapsed, getReached, type Scene } from "./scene.ts";
import { getValue, passes } from "./values.ts";

/** Where a condition stands: whose events it counts, and which clock `after` and `sessions` read. */
export interface Place {
  /** Count the account's events instead of the user's. */
  readonly ofAccount?: boolean;
  /** Start of the gap's clock. */
  readonly clock?: number | undefined;
}

/** Since when the condition holds, in epoch milliseconds; `NEVER` if it does not. */
export function whenHolds(condition: Condition, scene: Scene, place: Place = {}): number {
  const { state, now, here } = scene;
  const wakeAt = (at: number): void => {
    if (at > now && at < scene.wake) scene.wake = at;
  };
  const fromNow = (holds: boolean): number => (holds ? now : NEVER);
  switch (condition.kind) {
    case "event": {
      const memory = place.ofAccount ? scene.account : state.user;
      const { counter } = condition;
      return getSince(scene.index.counters.get(counter)!, memory?.counters[counter], now, scene, wakeAt);
    }
    case "trait": {
      const traits = (condition.of === "user" ? state.user : scene.account)?.traits;
      const [first, ...rest] = condition.path;
      const value = traits && Object.hasOwn(traits, first!) ? getValue(traits[first!]![1], rest) : undefined;
      return fromNow(passes(condition.test, value, now, wakeAt));
    }
    case "now":
      return fromNow(passesNow(condition.part, condition.test, getMoment(scene), wakeAt));
    case "page":
      return fromNow(condition.patterns.some((pattern) => isPage(pattern, here.url)));
    case "milestone": {
      const { id, is, after } = condition;
      const reached = getReached(scene, id);
      if (is === "open") return fromNow(reached === undefined);
      return whenOver(((is === "reached" ? reached : getLapsed(scene, id)) ?? NEVER) + after, now, wakeAt);
    }
    case "segment":
      return fromNow(condition.ids.includes(getSegment(scene) ?? ""));
    case "gap": {
      const gap = scene.index.gaps.get(condition.id);
      const { opened, bridged } = (gap && getGap(scene, gap)) ?? {};
      return (condition.is === "bridged" ? bridged : bridged === undefined ? opened : undefined) ?? NEVER;
    }
    case "silent":
      return whenOver((state.active || state.since) + condition.ms, now, wakeAt);
    case "after":
      return whenOver((place.clock ?? NEVER) + condition.ms, now, wakeAt);
    case "sessions":
      return whenSessions(condition.count, state.sessions, place.clock ?? NEVER);
    case "all":
      return condition.of.reduce((since, part) => Math.max(since, whenHolds(part, scene, place)), 0) || now;
    case "any":
      return condition.of.reduce((since, part) => Math.min(since, whenHolds(part, scene, place)), NEVER);
    case "not":
      return fromNow(whenHolds(condition.of, scene, place) === NEVER);
    default:
      return condition satisfies never;
  }
}

/** What the user's clock and calendar are asked with. */
export const getMoment = ({ now, here, index }: Scene) => ({
  now,
  zone: here.zone,
  calendar: index.calendar,
});

/** A condition that is left out holds. */
export const holds = (condition: Condition | undefined, scene: Scene, place?: Place): boolean =>
  !condition || whenHolds(condition, scene, place) !== NEVER;

function whenOver(at: number, now: number, wakeAt: (at: number) => void): number {
  if (at <= now) return at;
  wakeAt(at);
  return NEVER;
}

/** The session in which the clock started is the first. */
function whenSessions(count: number, starts: readonly number[], clock: number): number {
  if (clock === NEVER) return NEVER;
  return count <= 1 ? clock : (starts.filter((start) => start > clock)[count - 2] ?? NEVER);
}

/** The highest rung of the ladder whose condition holds. */
export function getSegment(scene: Scene): string | undefined {
  return scene.index.plan.segments.findLast(({ when }) => holds(when, scene))?.id;
}
