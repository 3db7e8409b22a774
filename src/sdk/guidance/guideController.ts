import { getEndOfPause } from "../domain/decide/tips.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import type { ActionPlan, Draft, Text } from "../domain/plan/plan.ts";
import type { GuideDeed } from "../domain/state/facts.ts";
import { getActions, type SurveyView, type View, type WidgetEvent } from "../stage.ts";
import { createGuideOpener, type GuideOpenerOptions, type PersonPort } from "./guideOpener.ts";
import { getAnswers, getBranch } from "./surveyAnswers.ts";

export interface GuideControllerOptions extends GuideOpenerOptions {
  /** Guides whose target did not come on this page. */
  readonly missing: Set<string>;
  /** What views say of the press that was made in them, by their keys. */
  readonly thanks: Map<string, Text | true>;
  drop(view: View): void;
}

/** What follows from what the widgets tell and the page asks. */
export interface GuideController {
  handle(view: View, event: WidgetEvent): void;
  /** Tour: to this step. One past the last completes it; `byUser` says that no done state is needed. */
  goTo(view: View, step: number, byUser: boolean): void;
  start(id: string): void;
  end(view: View): void;
  /** Takes it off the screen; it may come again at any time. */
  rest(view: View): void;
}

export function createGuideController(options: GuideControllerOptions): GuideController {
  const { guided, asked, missing, thanks, drop } = options;
  const { start, open, openItem, openHelp, closeHelp } = createGuideOpener(options);

  function handle(view: View, event: WidgetEvent): void {
    const { plan, gap, heldOut, selfOpened } = view;
    const deed = (done: GuideDeed): void => guided.take(plan.id, gap, done);
    switch (event.kind) {
      case "shown":
        // A launcher is furniture; help is shown when its panel opens.
        if (plan.type === "help") return;
        missing.delete(plan.id);
        return deed({ did: "shown", heldOut, selfOpened });
      case "missing":
        if (missing.has(plan.id)) return;
        missing.add(plan.id);
        if (plan.fallback && !heldOut) asked.add(plan.fallback);
        return deed({ did: "missing" });
      case "completed":
      case "dismissed":
        return close(view, { did: event.kind });
      case "step":
        return goTo(view, event.step, true);
      case "pressed":
        return press(view, getActions(view, event.step)[event.action]);
      case "item":
        return openItem(view, event.milestone);
      case "drafted":
        return deed({ did: "drafted", draft: event.draft });
      case "answered":
        return view.type === "survey" ? answer(view, event.draft) : undefined;
      case "skipped":
        return deed({ did: "skipped", item: event.milestone });
      case "minimised":
        return deed({ did: "minimised", minimised: event.minimised });
      case "opened":
        if (plan.type === "help") deed({ did: "shown", heldOut: false, selfOpened: true });
        return open(view, event);
      case "closed":
        return closeHelp();
      case "searched":
      case "rated":
      case "chosen":
        return reportHelp(guided, view, event);
      case "paused":
        return deed({ did: "paused", until: getEndOfPause(guided.look(), event.tips) });
      case "gone":
        return drop(view);
      default:
        event satisfies never;
    }
  }

  function close(view: View, deed: GuideDeed): void {
    drop(view);
    finish(view, deed);
  }

  /** Ends it, and leaves it on the screen for its last words. */
  function finish(view: View, deed: GuideDeed): void {
    asked.delete(view.plan.id);
    if (view.type === "help") closeHelp();
    else guided.take(view.plan.id, view.gap, deed);
  }

  function goTo(view: View, step: number, byUser: boolean): void {
    if (view.type !== "tour") return;
    thanks.delete(view.key);
    if (step < view.plan.steps.length) return guided.take(view.plan.id, view.gap, { did: "step", step });
    (byUser ? close : finish)(view, { did: "completed" });
  }

  function press(view: View, action: ActionPlan | undefined): void {
    if (!action) return;
    if (action.track) guided.track(action.track);
    if (action.lead) reportLead(guided, view, action.lead);
    if (action.thanks) thanks.set(view.key, action.thanks);
    if (action.snooze !== undefined) close(view, getSnooze(guided, action.snooze));
    else if (action.dismiss) close(view, { did: "dismissed" });
    else if (getKind(view.type).endsOnPress) (action.thanks ? finish : close)(view, { did: "completed" });
    if (action.guide) start(action.guide);
    if (action.doc) openHelp(action.doc, view.gap);
  }

  /** What the user has sent is reported, and leads on to where their first answer does. */
  function answer(view: SurveyView, draft: Draft): void {
    const guide = reportAnswers(guided, view, draft);
    if (guide === undefined) thanks.set(view.key, true);
    (guide === undefined ? finish : close)(view, { did: "completed" });
    if (guide !== undefined) start(guide);
  }

  return {
    handle,
    goTo,
    start,
    end: (view) => close(view, { did: "dismissed" }),
    rest: (view) => close(view, getSnooze(guided, 0)),
  };
}

const getSnooze = (guided: PersonPort, ms: number): GuideDeed => ({
  did: "snoozed",
  until: guided.look().now + ms,
});

/** What was done in the help panel that is only to be known. */
function reportHelp(
  guided: PersonPort,
  { plan }: View,
  event: WidgetEvent & { readonly kind: "searched" | "rated" | "chosen" },
): void {
  if (event.kind === "searched") guided.report("Doc Searched", { query: event.query, hits: event.hits });
  else if (event.kind === "rated") guided.report("Doc Rated", { doc_id: event.doc, helpful: event.helpful });
  else guided.report("Outcome Chosen", { outcome_id: event.outcome, guide_id: plan.id });
}

const reportLead = (guided: PersonPort, { plan, gap }: View, lead: string): void =>
  guided.report("Lead Raised", { lead, guide_id: plan.id, gap_id: gap });

/** Returns the guide that the first answer leads to, if any. */
function reportAnswers(
  guided: PersonPort,
  view: SurveyView,
  { answers, contact }: Draft,
): string | undefined {
  const { plan, gap } = view;
  const from = { guide_id: plan.id, gap_id: gap };
  for (const { event, ...said } of getAnswers(guided.look(), plan, answers)) {
    guided.report(event, { ...from, ...said });
    if (said.question_kind === "outcome")
      guided.report("Outcome Chosen", { outcome_id: said.answer, ...from });
  }
  const { guide, lead } = getBranch(guided.look(), plan, answers) ?? {};
  if (lead && contact) reportLead(guided, view, lead);
  return guide;
}
