import { getEndOfPause } from "../domain/decide/tips.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import type { ActionPlan, GuidePlan, Text, TourPlan } from "../domain/plan/plan.ts";
import type { GuideDeed } from "../domain/state/facts.ts";
import { getActions, type View, type WidgetEvent } from "../stage.ts";
import { createGuideOpener, type GuideOpenerOptions } from "./guideOpener.ts";
import type { GuideActs, StatefulKinds } from "./stateful/statefulKinds.ts";
import type { PassedSteps, StepEvent } from "./stateful/tourSteps.ts";

export interface GuideControllerOptions extends GuideOpenerOptions {
  readonly kinds: StatefulKinds | undefined;
  /** Guides whose target did not come on this page. */
  readonly missing: Set<string>;
  /** What views say of the press that was made in them, by their keys. */
  readonly thanks: Map<string, Text | true>;
  drop(view: View): void;
}

/** What follows from what the widgets tell and the page asks. */
export interface GuideController {
  handle(view: View, event: WidgetEvent): void;
  /** Carries on what waits for this. */
  notice(views: readonly View[], event: StepEvent): void;
  /** Views have changed: what is back goes on from where what happened meanwhile leads. */
  follow(views: readonly View[]): void;
  start(id: string): void;
  end(view: View): void;
  /** Takes it off the screen; it may come again at any time. */
  rest(view: View): void;
}

export function createGuideController(options: GuideControllerOptions): GuideController {
  const { guided, asked, missing, thanks, drop, kinds } = options;
  const { start, open, openHelp, closeHelp } = createGuideOpener(options);

  const deed = ({ plan, gap }: View, done: GuideDeed): void => guided.take(plan.id, gap, done);

  function handle(view: View, event: WidgetEvent): void {
    const { plan, heldOut, selfOpened } = view;
    switch (event.kind) {
      case "shown":
        // A launcher is furniture; help is shown when its panel opens.
        if (plan.type === "help") return;
        missing.delete(plan.id);
        return deed(view, { did: "shown", heldOut, selfOpened });
      case "missing":
        if (missing.has(plan.id)) return;
        missing.add(plan.id);
        if (plan.fallback && !heldOut) asked.add(plan.fallback);
        return deed(view, { did: "missing" });
      case "completed":
      case "dismissed":
        return close(view, { did: event.kind });
      case "pressed":
        return press(view, getActions(view, event.step)[event.action]);
      case "opened":
        if (plan.type === "help") deed(view, { did: "shown", heldOut: false, selfOpened: true });
        return open(view, event);
      case "closed":
        return closeHelp();
      case "paused":
        return deed(view, { did: "paused", until: getEndOfPause(guided.look(), event.tips) });
      case "gone":
        return drop(view);
      default:
        return kinds?.handle(view, event, acts);
    }
  }

  function close(view: View, last: GuideDeed): void {
    drop(view);
    finish(view, last);
  }

  function finish(view: View, last: GuideDeed): void {
    asked.delete(view.plan.id);
    if (view.type === "help") closeHelp();
    else deed(view, last);
  }

  const getSnooze = (ms: number): GuideDeed => ({ did: "snoozed", until: guided.look().now + ms });

  const raiseLead = ({ plan, gap }: View, lead: string): void =>
    guided.report("Lead Raised", { lead, guide_id: plan.id, gap_id: gap });

  function press(view: View, action: ActionPlan | undefined): void {
    if (!action) return;
    if (action.track) guided.track(action.track);
    if (action.lead) raiseLead(view, action.lead);
    if (action.thanks) thanks.set(view.key, action.thanks);
    if (action.snooze !== undefined) close(view, getSnooze(action.snooze));
    else if (action.dismiss) close(view, { did: "dismissed" });
    else if (getKind(view.type).endsOnPress) (action.thanks ? finish : close)(view, { did: "completed" });
    if (action.guide) start(action.guide);
    if (action.doc) openHelp(action.doc, view.gap);
  }

  const passed: PassedSteps = new Map();
  const isTour = (guide: GuidePlan): guide is TourPlan => guide.type === "tour";
  const acts: GuideActs = {
    guided,
    tours: guided.look().index.plan.guides.filter(isTour),
    start,
    openHelp,
    deed,
    close,
    finish,
    raiseLead,
    thank: ({ key }, says) => void (says ? thanks.set(key, true) : thanks.delete(key)),
  };

  return {
    handle,
    notice: (views, event) => kinds?.notice(views, event, acts, passed),
    follow: (views) => kinds?.follow(views, acts, passed),
    start,
    end: (view) => close(view, { did: "dismissed" }),
    rest: (view) => close(view, getSnooze(0)),
  };
}
