import type { Condition } from "../plan/plan.ts";
import { getGap, getLapsed, getReached, type Scene } from "../state/scene.ts";
import { wakeAt } from "../time/moment.ts";
import { getClock, getStart } from "./clock.ts";
import { getSince, NEVER } from "./counters.ts";
import { passesNow } from "./localTime.ts";
import { isPage } from "./pagePattern.ts";
import { getValue, passes } from "./values.ts";

/** Where a condition stands: whose events it counts, and which clock `after` and `sessions` read. */
export interface Place {
  /** Count the account's events instead of the user's. */
  readonly ofAccount?: boolean;
  /** Start of the gap's clock. */
  readonly clock?: number | undefined;
}

/** Since when the condition holds, in epoch milliseconds; `NEVER` if it does not. */
export function whenHolds(condition: Condition, scene: Scene, place: Place = HERE): number {
  const { state, now, here } = scene;
  switch (condition.kind) {
    case "event": {
      const memory = place.ofAccount ? scene.account : state.user;
      const { counter } = condition;
      return getSince(scene.index.counters.get(counter)!, memory?.counters[counter], scene);
    }
    case "trait": {
      const traits = (condition.of === "user" ? state.user : scene.account)?.traits;
      const [first, ...rest] = condition.path;
      const value = traits && Object.hasOwn(traits, first!) ? getValue(traits[first!]![1], rest) : undefined;
      return passes(condition.test, value, scene) ? now : NEVER;
    }
    case "now":
      return passesNow(condition.part, condition.test, scene) ? now : NEVER;
    case "page":
      return condition.patterns.some((pattern) => isPage(pattern, here.url)) ? now : NEVER;
    case "element": {
      const { elements } = here;
      return !elements || elements.has(condition.key) ? now : NEVER;
    }
    case "milestone": {
      const { id, is, after } = condition;
      const reached = getReached(scene, id);
      if (is === "open") {
        if (reached !== undefined) return NEVER;
        return after === 0 ? now : whenOver((getLapsed(scene, id) ?? getStart(scene)) + after, scene);
      }
      return whenOver(((is === "reached" ? reached : getLapsed(scene, id)) ?? NEVER) + after, scene);
    }
    case "segment":
      return condition.ids.includes(getSegment(scene) ?? "") ? now : NEVER;
    case "gap": {
      const gap = scene.index.gaps.get(condition.id);
      const { opened = NEVER, bridged } = (gap && getGap(scene, gap)) ?? {};
      if (condition.is === "bridged") return bridged ?? NEVER;
      // While it is not for the user, it is as if it were not there.
      const isThere =
        bridged === undefined && (!gap?.for || holds(gap.for, scene, { clock: getClock(scene, gap) }));
      return isThere ? opened : NEVER;
    }
    case "silent":
      return whenOver((state.active || state.since) + condition.ms, scene);
    case "after":
      return whenOver((place.clock ?? NEVER) + condition.ms, scene);
    case "sessions":
      return whenSessions(condition.count, state.sessions, place.clock ?? NEVER);
    case "all":
      return whenAll(condition.of, scene, place);
    case "any":
      return condition.of.reduce((since, part) => Math.min(since, whenHolds(part, scene, place)), NEVER);
    case "not":
      return whenHolds(condition.of, scene, place) === NEVER ? now : NEVER;
    default:
      return condition satisfies never;
  }
}

/** The user's own events, and no clock. */
const HERE: Place = {};

/** A condition that is left out holds. */
export const holds = (condition: Condition | undefined, scene: Scene, place?: Place): boolean =>
  !condition || whenHolds(condition, scene, place) !== NEVER;

/** What comes after a part that does not hold need not be asked: that part's change asks again. */
function whenAll(parts: readonly Condition[], scene: Scene, place: Place): number {
  let since = 0;
  for (const part of parts) {
    since = Math.max(since, whenHolds(part, scene, place));
    if (since === NEVER) return NEVER;
  }
  return since || scene.now;
}

function whenOver(at: number, scene: Scene): number {
  if (at <= scene.now) return at;
  wakeAt(scene, at);
  return NEVER;
}

/** The session in which the clock started is the first. */
function whenSessions(count: number, starts: readonly number[], clock: number): number {
  if (clock === NEVER) return NEVER;
  return count <= 1 ? clock : (starts.filter((start) => start > clock)[count - 2] ?? NEVER);
}

/** The highest rung of the ladder whose condition holds; none while the account that it asks for is not known. */
export function getSegment(scene: Scene): string | undefined {
  if (scene.index.ofAccounts && !scene.account) return undefined;
  return scene.index.plan.segments.findLast(({ when }) => holds(when, scene))?.id;
}
