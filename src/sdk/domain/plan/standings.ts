import type { Condition, Standing, StandingPlan } from "./plan.ts";

type Plain = (plan: StandingPlan) => Condition;

/**
 * What each standing hangs on, in the order in which it is asked: the first that holds is it, and `on-track` is what is
 * left. Written as conditions, so that the engine foresees when time alone changes one, as of all conditions.
 */
const PLAIN: ReadonlyArray<readonly [Exclude<Standing, "on-track">, Plain]> = [
  ["done", ({ steps }) => ({ kind: "all", of: steps.map(({ milestone }) => isReached(milestone)) })],
  ["silent", ({ silent }) => silent],
  ["stuck", ({ steps }) => ofNext(steps.map(({ milestone, stuck }) => [milestone, stuck]))],
  ["behind", ({ steps }) => ofNext(steps.map(({ milestone, behind }) => [milestone, behind]))],
];

const isReached = (id: string): Condition => ({ kind: "milestone", id, is: "reached", after: 0 });

/** What holds of the first milestone that is open. */
function ofNext([first, ...others]: ReadonlyArray<
  readonly [milestone: string, condition: Condition]
>): Condition {
  if (!first) return { kind: "any", of: [] };
  const [milestone, condition] = first;
  const reached = isReached(milestone);
  const own: Condition = { kind: "all", of: [{ kind: "not", of: reached }, condition] };
  return { kind: "any", of: [own, { kind: "all", of: [reached, ofNext(others)] }] };
}

/** The condition that somebody stands so, or so, in a journey. */
export function toStandingCondition(plan: StandingPlan, is: readonly Standing[]): Condition {
  const known = PLAIN.map(([name, plain]) => [name, plain(plan)] as const);
  const of = is.map((one): Condition => {
    const place = known.findIndex(([name]) => name === one);
    const before = (place < 0 ? known : known.slice(0, place)).map(
      ([, condition]): Condition => ({ kind: "not", of: condition }),
    );
    return { kind: "all", of: place < 0 ? before : [...before, known[place]![1]] };
  });
  return of.length === 1 ? of[0]! : { kind: "any", of };
}
