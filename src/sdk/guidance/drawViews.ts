import type { Decision } from "../domain/decide/decide.ts";
import { getKind } from "../domain/plan/guideKinds.ts";
import { interrupts, isFurniture } from "../domain/plan/guideManners.ts";
import type { Text } from "../domain/plan/plan.ts";
import { type EvalContext, getGap } from "../domain/state/evalContext.ts";
import type { View } from "../stage.ts";
import type { HelpPanelState } from "./guideOpener.ts";
import type { StatefulKinds } from "./stateful/statefulKinds.ts";
import { createView } from "./views.ts";

export interface Drawing {
  readonly scene: EvalContext;
  readonly decisions: readonly Decision[];
  /** As they stand now. */
  readonly views: readonly View[];
  readonly panel: HelpPanelState;
  /** What views say about the user's own press, by their key. */
  readonly thanks: ReadonlyMap<string, Text | true>;
  readonly mode: "auto" | "asked";
  readonly kinds: StatefulKinds | undefined;
  /** A key for a view of this guide that was not there before. */
  createKey(guide: string): string;
}

/** The views that are to stand now: those decided for, the help panel, and those whose done state is still shown. */
export function drawViews(drawing: Drawing): View[] {
  const { scene, views, panel, thanks, kinds } = drawing;
  const next = drawDecided(drawing);
  if (panel.open && kinds && !next.some(({ type }) => type === "help"))
    next.push(kinds.createPlainHelp(scene, panel));
  const leaving = views.filter((view) => !next.some(({ key }) => key === view.key) && endsDone(scene, view));
  return [...next, ...leaving.map((view) => endView(drawing, view))].map((view) => {
    const said = thanks.get(view.key);
    return said === undefined ? view : { ...view, thanks: said };
  });
}

function drawDecided({ scene, decisions, views, panel, thanks, mode, kinds, createKey }: Drawing): View[] {
  // Nobody is interrupted in what they read about their own press.
  const isBusy = views.some(({ key }) => thanks.has(key));
  return decisions.flatMap((decision) => {
    const plan = scene.index.guides.get(decision.guide)!;
    if (!decision.show || (mode === "asked" && !decision.selfOpened && !isFurniture(plan.type))) return [];
    const { gap, heldOut, selfOpened } = decision;
    const before = views.find((view) => view.plan.id === plan.id && view.phase === "live");
    if (isBusy && !before && !selfOpened && interrupts(plan.type)) return [];
    const key = before?.key ?? createKey(plan.id);
    const common = { key, phase: "live", heldOut, selfOpened, ...(gap !== undefined && { gap }) } as const;
    return createView(scene, plan, common, panel, kinds) ?? [];
  });
}

/** A view in its done state; what everybody sees in it is as it is now, such as a checklist's last tick. */
function endView({ scene, panel, kinds }: Drawing, view: View): View {
  const done = { ...view, phase: "done" } as const;
  return (getKind(view.type).showsDone && createView(scene, view.plan, done, panel, kinds)) || done;
}

/** What was reached while a guide stood there is told by a done state; what was left or outranked just goes. */
function endsDone(scene: EvalContext, { phase, heldOut, gap, plan }: View): boolean {
  if (phase === "done") return true;
  const gapPlan = scene.index.gaps.get(gap ?? "");
  const bridged = gapPlan && getGap(scene, gapPlan)?.bridged !== undefined;
  return !heldOut && (bridged || scene.state.guides[plan.id]?.completed !== undefined);
}
