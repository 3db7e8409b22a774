import { getItems, isOn } from "../../domain/engine/guides.ts";
import type { GuidePlan, TourPlan } from "../../domain/plan/plan.ts";
import { type EvalContext, getReached } from "../../domain/state/evalContext.ts";
import type { GuideDeed } from "../../domain/state/facts.ts";
import type { ChecklistView, SurveyView, TourView, View, WidgetEvent } from "../../stage.ts";
import type { GuideOpener, HelpPanelState, PersonPort } from "../guideOpener.ts";
import { getHelp, PLAIN_HELP } from "./helpPanel.ts";
import { getAnswers, getBranch } from "./surveyAnswers.ts";
import { holdsAlready, isStepDone, type PassedSteps, passSteps, type StepEvent } from "./tourSteps.ts";

/** What views of all kinds have. */
export type ViewCommon = Pick<View, "key" | "gap" | "phase" | "heldOut" | "selfOpened">;

type StatefulPlan = Extract<GuidePlan, { readonly type: "survey" | "tour" | "checklist" | "help" }>;

/** What only their widgets tell. */
export type StatefulEvent = Extract<
  WidgetEvent,
  {
    readonly kind:
      | "step"
      | "item"
      | "drafted"
      | "answered"
      | "skipped"
      | "minimised"
      | "searched"
      | "rated"
      | "chosen";
  }
>;

/** What can be done with any view. */
export interface GuideActs extends Pick<GuideOpener, "start" | "openHelp"> {
  readonly guided: PersonPort;
  /** All of the plan. */
  readonly tours: readonly TourPlan[];
  deed(view: View, deed: GuideDeed): void;
  /** Ends it, and takes it off the screen. */
  close(view: View, deed: GuideDeed): void;
  /** Ends it, and leaves it on the screen for its last words. */
  finish(view: View, deed: GuideDeed): void;
  /** Says thanks in it; without `thanks` it says no more of the last press. */
  thank(view: View, thanks: boolean): void;
  raiseLead(view: View, lead: string): void;
}

/**
 * Tours, surveys, checklists and help: what is seen of them follows from more of the person's state than whether they are
 * due. A file of its own, which only plans with one of them load.
 */
export interface StatefulKinds {
  createView(scene: EvalContext, plan: StatefulPlan, common: ViewCommon, panel: HelpPanelState): View;
  /** The help panel of a config that has no guide of that type. */
  createPlainHelp(scene: EvalContext, panel: HelpPanelState): View;
  handle(view: View, event: StatefulEvent, acts: GuideActs): void;
  /** Turns the step of each tour that waits for this; of those that are not there it is noted in `passed`. */
  notice(views: readonly View[], event: StepEvent, acts: GuideActs, passed: PassedSteps): void;
  /** A tour that is back goes on where a step has passed meanwhile. */
  follow(views: readonly View[], acts: GuideActs, passed: PassedSteps): void;
}

export const statefulKinds: StatefulKinds = {
  createView(scene, plan, common, panel) {
    switch (plan.type) {
      case "survey": {
        const draft = scene.state.guides[plan.id]?.draft?.[1];
        const asksContact = getBranch(scene, plan, draft?.answers ?? [])?.lead !== undefined;
        return { ...common, type: plan.type, plan, asksContact, ...(draft && { draft }) };
      }
      case "tour": {
        const guide = scene.state.guides[plan.id];
        // What the user opens starts at its beginning; what was left goes on where it was left.
        const goesOn = guide !== undefined && (guide.session > 0 || !common.selfOpened);
        const step = (goesOn && guide.step) || 0;
        return { ...common, type: plan.type, plan, step, holds: holdsAlready(scene, plan.steps[step]) };
      }
      case "checklist":
        return { ...common, type: plan.type, plan, ...getChecklist(scene, plan) };
      case "help":
        return { ...common, type: plan.type, plan, ...getHelp(scene, plan, panel) };
      default:
        return plan satisfies never;
    }
  },
  createPlainHelp: (scene, panel) =>
    statefulKinds.createView(
      scene,
      PLAIN_HELP,
      { key: "help", phase: "live", heldOut: false, selfOpened: true },
      panel,
    ),
  handle,
  notice(views, event, acts, passed) {
    const live = getLiveTours(views);
    for (const view of live)
      if (isStepDone(view.plan.steps[view.step], event)) goTo(view, view.step + 1, false, acts);
    passSteps(
      acts.tours.filter(({ id }) => !live.some(({ plan }) => plan.id === id)),
      event,
      passed,
    );
  },
  follow(views, acts, passed) {
    for (const view of getLiveTours(views)) {
      const { id } = view.plan;
      const isPassed = passed.get(id)?.has(view.step);
      passed.delete(id);
      if (!isPassed) continue;
      const { state } = acts.guided.look();
      const guide = state.guides[id];
      // One that only begins now begins at its first step.
      if (guide && isOn(state, guide)) goTo(view, view.step + 1, false, acts);
    }
  },
};

const getLiveTours = (views: readonly View[]): TourView[] =>
  views.filter((view): view is TourView => view.type === "tour" && view.phase === "live");

function handle(view: View, event: StatefulEvent, acts: GuideActs): void {
  const { guided, deed } = acts;
  switch (event.kind) {
    case "step":
      return goTo(view, event.step, true, acts);
    case "item":
      return openItem(view, event.milestone, acts);
    case "drafted":
      return deed(view, { did: "drafted", draft: event.draft });
    case "answered":
      return view.type === "survey" ? answer(view, event.draft, acts) : undefined;
    case "skipped":
      return deed(view, { did: "skipped", item: event.milestone });
    case "minimised":
      return deed(view, { did: "minimised", minimised: event.minimised });
    // What was done in the help panel is only to be known.
    case "searched":
      return guided.report("Doc Searched", { query: event.query, hits: event.hits });
    case "rated":
      return guided.report("Doc Rated", { doc_id: event.doc, helpful: event.helpful });
    case "chosen":
      return guided.report("Outcome Chosen", { outcome_id: event.outcome, guide_id: view.plan.id });
    default:
      event satisfies never;
  }
}

/** To this step. One past the last completes it; `byUser` says that no done state is needed. */
function goTo(view: View, step: number, byUser: boolean, acts: GuideActs): void {
  if (view.type !== "tour") return;
  acts.thank(view, false);
  if (step < view.plan.steps.length) return acts.deed(view, { did: "step", step });
  (byUser ? acts.close : acts.finish)(view, { did: "completed" });
}

/** What leads to this milestone of a checklist. */
function openItem({ plan, gap }: View, milestone: string, { start, openHelp }: GuideActs): void {
  const item = plan.type === "checklist" ? plan.items.find((one) => one.milestone === milestone) : undefined;
  if (item?.guide) start(item.guide);
  else if (item?.doc) openHelp(item.doc, gap);
}

/** What the user has sent is reported, and leads on to where their first answer does. */
function answer(view: SurveyView, { answers, contact }: SurveyDraft, acts: GuideActs): void {
  const { guided, start, thank, finish, close, raiseLead } = acts;
  const { plan, gap } = view;
  const from = { guide_id: plan.id, gap_id: gap };
  for (const { event, ...said } of getAnswers(guided.look(), plan, answers)) {
    guided.report(event, { ...from, ...said });
    if (said.question_kind === "outcome")
      guided.report("Outcome Chosen", { outcome_id: said.answer, ...from });
  }
  const { guide, lead } = getBranch(guided.look(), plan, answers) ?? {};
  if (lead && contact) raiseLead(view, lead);
  if (guide === undefined) thank(view, true);
  (guide === undefined ? finish : close)(view, { did: "completed" });
  if (guide !== undefined) start(guide);
}

type SurveyDraft = (StatefulEvent & { readonly kind: "answered" })["draft"];

function getChecklist(
  scene: EvalContext,
  plan: ChecklistView["plan"],
): Pick<ChecklistView, "items" | "minimised"> {
  const guide = scene.state.guides[plan.id];
  const items = getItems(scene, plan).map((item) => ({
    plan: item,
    done: getReached(scene, item.milestone) !== undefined,
    skipped: guide?.skipped?.includes(item.milestone) ?? false,
    locked: item.needs.some((id) => getReached(scene, id) === undefined),
  }));
  return { items, minimised: guide?.minimised?.[1] === true };
}
