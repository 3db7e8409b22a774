import { holds } from "../conditions/conditions.ts";
import { withoutPrototype } from "../lib/withoutPrototype.ts";
import { interrupts } from "../plan/guideManners.ts";
import type { ChecklistPlan, GapPlan, GuidePlan, ItemPlan } from "../plan/plan.ts";
import { type EvalContext, getGap, getReached } from "../state/evalContext.ts";
import type { GuideFact, Properties, ReportName } from "../state/facts.ts";
import { getSession } from "../state/sessions.ts";
import type { GuideState, Interruption, State } from "../state/state.ts";
import { toArm } from "./gaps.ts";
import { getSeason, isCompared, isOut, mayHoldOut } from "./holdout.ts";
import { pauseTips } from "./tips.ts";
import { report, reportOnce, type Transition } from "./transition.ts";

/** Interruptions that are remembered: enough for any limit a day. */
export const INTERRUPTIONS_KEPT = 50;

export function getGuide(state: State, id: string): GuideState {
  if (!Object.hasOwn(state.guides, id))
    state.guides[id] = withoutPrototype({ shown: 0, last: 0, session: 0, stamp: 0 });
  return state.guides[id]!;
}

/** Is it on screen in this session, as far as all tabs know? */
export function isOn(state: State, { session }: GuideState): boolean {
  return session > 0 && session === getSession(state);
}

/** Takes in what was done with a guide. */
export function applyDeed(transition: Transition, fact: GuideFact): void {
  if (fact.did === "paused") return pauseTips(transition, fact);
  const plan = transition.index.guides.get(fact.guide);
  if (!plan) return;
  const guide = getGuide(transition.state, plan.id);
  const reportThis = (event: ReportName, ...occurrence: Array<string | number>): void =>
    reportGuide(transition, plan, fact, event, occurrence);
  switch (fact.did) {
    case "shown":
      return show(transition, plan, guide, fact);
    case "missing":
      return reportThis("Guide Target Missing", getSession(transition.state));
    case "step":
      guide.step = fact.step;
      guide.stamp = fact.at;
      reportGuide(transition, plan, fact, "Guide Step Viewed", [], { step: fact.step });
      return;
    case "snoozed":
      guide.snoozed = fact.until;
      break;
    case "skipped":
      guide.skipped = [...new Set([...(guide.skipped ?? []), fact.item])];
      if (plan.type === "checklist") completeChecklist(transition, plan);
      return;
    case "drafted":
      guide.draft = [fact.at, fact.draft];
      return;
    case "minimised":
      guide.minimised = [fact.at, fact.minimised];
      return;
    case "completed":
    case "dismissed":
      guide[fact.did] = fact.at;
      break;
    default:
      fact satisfies never;
  }
  if (fact.did === "completed" && guide.draft) guide.draft = [fact.at, null];
  guide.session = 0;
  guide.stamp = fact.at;
  const names = {
    snoozed: "Guide Snoozed",
    completed: "Guide Completed",
    dismissed: "Guide Dismissed",
  } as const;
  reportThis(names[fact.did], guide.shown);
}

function show(
  transition: Transition,
  plan: GuidePlan,
  guide: GuideState,
  fact: GuideFact & { did: "shown" },
): void {
  const { state, index } = transition;
  const { at, heldOut, selfOpened } = fact;
  // A reload, or another tab, goes on with a showing that was counted.
  if (isOn(state, guide)) return;
  const gap = index.gaps.get(fact.gap ?? "");
  const mayHold = gap && mayHoldOut(gap, plan);
  const season = getSeason(index.plan.holdout, at);
  const isOfProgramme = heldOut && isOut(transition);
  // Of the programme's nothing else is kept: the next season is to find them as they were.
  if (isOfProgramme) guide.out = season;
  else {
    guide.shown++;
    guide.last = guide.stamp = at;
    guide.session = getSession(state);
    delete guide.self;
    if (selfOpened) {
      guide.self = true;
      delete guide.step;
    } else {
      if (interrupts(plan.type)) {
        const interruption: Interruption =
          gap && isLater(transition, gap, plan) ? [at, plan.id, true] : [at, plan.id];
        state.interruptions = [...state.interruptions, interruption].slice(-INTERRUPTIONS_KEPT);
      }
      const gapState = gap && getGap(transition, gap);
      if (gapState) {
        if (mayHold) gapState.arm ??= [at, heldOut];
        gapState.guides = { [plan.id]: at, ...gapState.guides };
      }
    }
  }
  const occurrence = [isOfProgramme ? season : guide.shown];
  reportGuide(transition, plan, fact, heldOut ? "Guide Held Out" : "Guide Shown", occurrence, {
    self_opened: selfOpened || undefined,
    ...(mayHold && {
      arm: toArm(transition, gap, heldOut),
      held_out_by: isOfProgramme ? "programme" : undefined,
      season: season || undefined,
    }),
  });
}

/**
 * Is it another interruption for a gap that is compared, after the first of this occurrence? Whether it comes depends on
 * what somebody did with the first one, so only one arm has it.
 */
export const isLater = (context: EvalContext, gap: GapPlan, guide: GuidePlan): boolean =>
  isCompared(gap, guide) &&
  Object.keys(getGap(context, gap)?.guides ?? {}).some((id) =>
    interrupts(context.index.guides.get(id)?.type as GuidePlan["type"]),
  );

/** What names an occurrence happens once to it; what names none each time. */
function reportGuide(
  transition: Transition,
  { id, type }: GuidePlan,
  fact: GuideFact,
  event: ReportName,
  occurrence: ReadonlyArray<string | number>,
  more?: Properties,
): void {
  const { here } = transition;
  const properties = {
    guide_id: id,
    guide_type: type,
    gap_id: fact.gap,
    ...more,
  };
  const happened = { event, at: fact.at, properties };
  if (occurrence.length === 0) report(transition, () => fact.id, happened);
  else reportOnce(transition, { kind: "user", id: here.user }, [id, fact.gap ?? "", ...occurrence], happened);
}

/** The items that are in this user's list. */
export const getItems = (context: EvalContext, { items }: ChecklistPlan): ItemPlan[] =>
  items.filter((item) => holds(item.if, context));

/** Ticks off the items of a milestone that was reached, in the checklists that the user was shown. */
export function tickItems(transition: Transition, milestone: string): void {
  for (const plan of transition.index.checklistsOf.get(milestone) ?? []) {
    const guide = transition.state.guides[plan.id];
    if (!guide?.shown || guide.completed !== undefined) continue;
    if (!getItems(transition, plan).some((item) => item.milestone === milestone)) continue;
    reportOnce(transition, { kind: "user", id: transition.here.user }, [plan.id, milestone], {
      event: "Checklist Item Completed",
      at: transition.now,
      properties: { guide_id: plan.id, milestone_id: milestone },
    });
    completeChecklist(transition, plan);
  }
}

/** Completed stays completed, whatever is added to the list later. */
function completeChecklist(transition: Transition, plan: ChecklistPlan): void {
  const guide = getGuide(transition.state, plan.id);
  const items = getItems(transition, plan);
  const isDone = ({ milestone }: ItemPlan): boolean =>
    getReached(transition, milestone) !== undefined || !!guide.skipped?.includes(milestone);
  if (guide.completed !== undefined || items.length === 0 || !items.every(isDone)) return;
  applyDeed(transition, { kind: "guide", did: "completed", guide: plan.id, at: transition.now, id: "" });
}
