import { NOBODY } from "../../replay/people.ts";
import type { Person } from "../../replay/person.ts";
import { decide } from "../../sdk/domain/decide/decide.ts";
import { isHeldOut } from "../../sdk/domain/decide/heldOut.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { type EvalContext, getUnit } from "../../sdk/domain/state/evalContext.ts";
import type { State } from "../../sdk/domain/state/state.ts";
import { type Counter, createCounter, type Difference } from "./difference.ts";
import type { HandWatch } from "./handWatch.ts";

/** Where somebody stands under a plan: of each part the ids, with whose they are. */
type Standing = Readonly<Record<keyof typeof FIGURES | "crossed", ReadonlyMap<string, string>>>;

/**
 * What a new plan does to people who are on their way under an old one: as a page does when it loads it, the new engine
 * takes over what the old one has noted of each.
 * @param at The moment of the change, in epoch milliseconds.
 */
export function comparePeople(
  people: Iterable<Person>,
  before: Engine,
  after: Engine,
  at: number,
  hands?: HandWatch,
): Difference {
  const counter = createCounter();
  let count = 0;
  for (const person of people) {
    const { state, here, isUser } = person;
    if (!isUser) continue;
    count++;
    const old = before.look(state, here, at);
    const taken: State = structuredClone(state);
    after.migrate(taken);
    after.advance(taken, { kind: "time", at }, here);
    const young = after.look(taken, here, at);
    countStanding(counter, getStanding(before, old), getStanding(after, young));
    countArms(counter, old, young);
    hands?.count(counter, person, old, young);
  }
  return counter.end(count);
}

/** What each figure is called where somebody stands so, and did not; and where they did, and do not. */
const FIGURES = {
  milestones: ["reached", "unfinished"],
  journeys: ["finished", "unfinished"],
  segments: ["joined", "left"],
  gaps: ["opened", "closed"],
  guides: ["shown", "gone"],
} as const;

function countStanding(counter: Counter, before: Standing, after: Standing): void {
  for (const part of Object.keys(FIGURES) as Array<keyof typeof FIGURES>) {
    const [come, gone] = FIGURES[part];
    const [old, young] = [before[part], after[part]];
    for (const [id, unit] of young) if (!old.has(id)) counter.add(part, id, come, unit);
    // A gap that is bridged at once is not closed.
    for (const [id, unit] of old)
      if (!young.has(id) && !(part === "gaps" && after.crossed.has(id))) counter.add(part, id, gone, unit);
  }
}

function getStanding(engine: Engine, scene: EvalContext): Standing {
  const { plan } = engine;
  const { user } = scene.here;
  const of = (milestone: string): string => getUnit(scene, milestone)?.id ?? user;
  const { milestones, journeys, gaps, segment } = engine.getProgress(scene.state, scene.here);
  const isReached = (id: string): boolean => milestones[id] !== null && milestones[id] !== undefined;
  const decisions = engine.admits(scene.state, scene.here)
    ? decide(scene, { live: NOBODY, asked: NOBODY, missing: NOBODY })
    : [];
  return {
    milestones: new Map(plan.milestones.flatMap(({ id }) => (isReached(id) ? [[id, of(id)]] : []))),
    journeys: new Map(journeys.flatMap(({ id, next }) => (next === null ? [[id, user]] : []))),
    segments: new Map(segment === null ? [] : [[segment, user]]),
    gaps: new Map(plan.gaps.flatMap(({ id, to }) => (gaps.includes(id) ? [[id, of(to)]] : []))),
    guides: new Map(decisions.flatMap((one) => (one.show && !one.heldOut ? [[one.guide, user]] : []))),
    crossed: new Map(plan.gaps.flatMap(({ id, to }) => (isReached(to) ? [[id, of(to)]] : []))),
  };
}

/** An arm that was drawn is kept; of the others it is asked how they would be drawn. */
function countArms(counter: Counter, old: EvalContext, young: EvalContext): void {
  for (const gap of young.index.plan.gaps) {
    const former = old.index.plan.gaps.find(({ id }) => id === gap.id);
    const unit = getUnit(young, gap.to);
    if (former && unit && isHeldOut(old, former, {}) !== isHeldOut(young, gap, {}))
      counter.add("arms", gap.id, "moved", unit.id);
  }
}
