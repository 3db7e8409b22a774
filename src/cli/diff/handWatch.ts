import { createHandMemory, createKnown, isSeen, type Said } from "../../replay/handMemory.ts";
import { getTurns } from "../../replay/hands.ts";
import type { Person } from "../../replay/person.ts";
import type { GapPlan, Plan } from "../../sdk/domain/plan/plan.ts";
import { type EvalContext, getUnit } from "../../sdk/domain/state/evalContext.ts";
import type { Counter } from "./difference.ts";

/** Who would be handed on to people, under the plan of before and under the one of now. */
export interface HandWatch {
  /** Something was shown for a gap, or held out: times count from there. */
  see(person: Person, scene: EvalContext, said: Said): void;
  /** The first turned out to be the second. */
  join(one: Person, other: Person): void;
  count(counter: Counter, person: Person, old: EvalContext, young: EvalContext): void;
}

/** What a config newly hands on reaches back so far, and not more: as the receiver has it. */
const REACH_MS = 8 * 86_400_000;

/** `undefined` where neither plan hands anybody on. */
export function createHandWatch(before: Plan, after: Plan): HandWatch | undefined {
  const handing = new Set(
    [before, after].flatMap(({ gaps }) => gaps.flatMap(({ id, hands }) => (hands ? id : []))),
  );
  if (handing.size === 0) return undefined;
  const find = ({ gaps }: Plan, id: string): GapPlan | undefined => gaps.find((gap) => gap.id === id);
  const memory = createHandMemory(before, () => false);

  function getTimes(
    scene: EvalContext,
    gap: GapPlan | undefined,
    person: Person,
  ): ReadonlyMap<string, number> {
    if (!gap) return new Map();
    return getTurns(scene, gap, memory.get(scene, gap, person) ?? createKnown(0));
  }

  return {
    see(person, scene, said) {
      const gap = isSeen(said) && find(before, `${said.properties.gap_id}`);
      if (gap && handing.has(gap.id) && said.name !== "Gap Opened") memory.see(scene, gap, person, said);
    },
    join(one, other) {
      for (const gap of before.gaps) if (handing.has(gap.id)) memory.join(gap, one, other);
    },
    count(counter, person, old, young) {
      for (const id of handing) {
        const [was, is] = [find(before, id), find(after, id)];
        const [former, now] = [getTimes(old, was, person), getTimes(young, is, person)];
        const unit = getUnit(young, (is ?? was)!.to)?.id ?? person.here.user;
        for (const [name, turn] of now) {
          const before = former.get(name);
          const figure = compareTurns(before, turn, young.now);
          if (figure) counter.add("hands", `${id}.${name}`, figure, unit);
        }
        for (const name of former.keys())
          if (!now.has(name)) counter.add("hands", `${id}.${name}`, "gone", unit);
      }
    },
  };
}

/** What a rung comes to whose turn comes then, and came at another time before; nothing where it is as it was. */
function compareTurns(before: number | undefined, turn: number, now: number): "told" | "awaited" | undefined {
  const wasTold = before !== undefined && before <= now;
  if (turn <= now) return wasTold || turn < now - REACH_MS ? undefined : "told";
  return before === undefined ? "awaited" : undefined;
}
