import { getItems } from "../domain/engine/guides.ts";
import { toJson } from "../domain/lib/json.ts";
import type { DocPlan, GuidePlan, Text } from "../domain/plan/plan.ts";
import { type EvalContext, getReached } from "../domain/state/evalContext.ts";
import type { ChecklistView, View } from "../stage.ts";
import { getHelp, type HelpPanelState } from "./helpPanel.ts";
import { getBranch } from "./surveyAnswers.ts";
import { holdsAlready } from "./tourSteps.ts";

type Common = Pick<View, "key" | "gap" | "phase" | "heldOut" | "selfOpened">;

/** A guide as it is to be seen now. */
export function createView(scene: EvalContext, plan: GuidePlan, given: Common, panel: HelpPanelState): View {
  const { key, gap, phase, heldOut, selfOpened } = given;
  const towards = getTowards(scene, gap);
  const common = {
    key,
    phase,
    heldOut,
    selfOpened,
    ...(gap !== undefined && { gap }),
    ...(towards !== undefined && { towards }),
  };
  switch (plan.type) {
    case "tooltip":
      return { ...common, type: plan.type, plan };
    case "banner":
      return { ...common, type: plan.type, plan };
    case "modal":
      return { ...common, type: plan.type, plan };
    case "survey": {
      const draft = scene.state.guides[plan.id]?.draft?.[1];
      const asksContact = getBranch(scene, plan, draft?.answers ?? [])?.lead !== undefined;
      return { ...common, type: plan.type, plan, asksContact, ...(draft && { draft }) };
    }
    case "hotspot": {
      const doc = scene.index.plan.docs.find(({ id }) => id === plan.doc);
      return { ...common, type: plan.type, plan, ...(doc && { doc }) };
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
    case "launcher":
      return { ...common, type: plan.type, plan };
    case "help":
      return { ...common, type: plan.type, plan, ...getHelp(scene, plan, panel) };
    default:
      return plan satisfies never;
  }
}

/** The success that a gap's guides help towards. */
function getTowards({ index }: EvalContext, gap: string | undefined): Text | undefined {
  return index.milestones.get(index.gaps.get(gap ?? "")?.to ?? "")?.title;
}

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

const LISTS = ["here", "fresh", "more", "news", "again"];

/** Two views with the same signature look the same. */
export const getSignature = (views: readonly View[]): string =>
  toJson(views, (key, value) => {
    const { id, milestone } = Object(value) as { readonly id?: string; readonly milestone?: string };
    if (key === "plan") return id ?? milestone;
    if (key === "doc") return id;
    return LISTS.includes(key) ? (value as Array<DocPlan | GuidePlan>).map(({ id }) => id) : value;
  });
