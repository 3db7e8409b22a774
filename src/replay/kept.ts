import { getParts } from "../sdk/domain/plan/conditionParts.ts";
import type { Condition, Counter, GapPlan, MilestonePlan, Plan } from "../sdk/domain/plan/plan.ts";

/**
 * Counters that no event counts: `keptMemory.ts` sets them. Somebody of whom no event is deleted has `OPEN` from the
 * start, somebody else from when on what they did tells by itself again.
 */
const OPEN = "kept open";
const isOpen: Condition = { kind: "event", counter: OPEN };

export const KEYS = {
  open: OPEN,
  reached: (milestone: string): string => `kept reached ${milestone}`,
  opened: (gap: string): string => `kept opened ${gap}`,
  /** Whom the gap was for when it opened. */
  meant: (gap: string): string => `kept meant ${gap}`,
} as const;

export const isOfKept = ({ counters }: Plan): boolean => counters.some(({ key }) => key === OPEN);

/**
 * The plan for a log of which the old events are gone. What was reported of them is taken at its word: a milestone is
 * reached, lapses, and a gap opens when that was told. From when on nothing hangs on deleted events any more, each goes
 * by what its condition says.
 */
export function withKept(plan: Plan): Plan {
  const counters: Counter[] = [{ key: OPEN, events: [], where: [], count: 1 }];
  const told = (key: string): Condition => {
    counters.push({ key, events: [], where: [], count: 1 });
    return { kind: "event", counter: key };
  };
  const keepMilestone = (one: MilestonePlan): MilestonePlan => ({
    ...one,
    when: { kind: "any", of: [toGated(one.when), told(KEYS.reached(one.id))] },
  });
  const keepGap = (gap: GapPlan): GapPlan => {
    const opens = (gap.opens ? getAlternatives(gap.opens).map(toGated) : [isOpen]).concat(
      told(KEYS.opened(gap.id)),
    );
    const meant = gap.for && { kind: "any" as const, of: [gap.for, told(KEYS.meant(gap.id))] };
    return { ...gap, opens: { kind: "any", of: opens }, ...(meant && { for: meant }) };
  };
  const [milestones, gaps] = [plan.milestones.map(keepMilestone), plan.gaps.map(keepGap)];
  return { ...plan, milestones, gaps, counters: [...plan.counters, ...counters] };
}

/** Of `withKept`'s the parts of what a gap opens by, as the config has them; none where it opens at once. */
export const getOpenings = (opens: Condition): readonly Condition[] =>
  getAlternatives(opens).flatMap((part) => {
    const isGated = part.kind === "all" && part.of.at(-1) === isOpen;
    if (isGated) return part.of[0]!;
    return part === isOpen || isTold(part) ? [] : part;
  });

const isTold = (part: Condition): boolean => part.kind === "event" && part.counter.startsWith("kept ");

const getAlternatives = (one: Condition): readonly Condition[] => (one.kind === "any" ? one.of : [one]);

const toGated = (one: Condition): Condition => ({ kind: "all", of: [one, isOpen] });

const PERIOD = { day: 86_400_000, week: 7 * 86_400_000 };

/**
 * Milliseconds for which a deed may still count: of the condition that looks back furthest (`look`), and for how long a
 * milestone may go on without it (`grace`).
 */
export function getReach({ counters, milestones, gaps, segments, guides, for: audience }: Plan): {
  readonly look: number;
  readonly grace: number;
} {
  const spans = counters.map(({ within = 0, inPeriods }) =>
    Math.max(within, inPeriods ? PERIOD[inPeriods.of] * inPeriods.outOf : 0),
  );
  const conditions: Array<Condition | undefined> = [
    audience,
    ...milestones.map(({ when }) => when),
    ...gaps.flatMap((gap) => [gap.for, gap.opens]),
    ...segments.map(({ when }) => when),
    ...guides.map((guide) => guide.if),
  ];
  const silences = conditions
    .flatMap((condition) => [...getParts(condition)])
    .map((part) => (part.kind === "silent" ? part.ms : 0));
  const graces = milestones.map(({ lapses = 0 }) => lapses);
  return { look: Math.max(0, ...spans, ...silences), grace: Math.max(0, ...graces) };
}
