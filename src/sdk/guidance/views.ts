import { toJson } from "../domain/lib/json.ts";
import type { DocPlan, GuidePlan, Text } from "../domain/plan/plan.ts";
import type { EvalContext } from "../domain/state/evalContext.ts";
import type { View } from "../stage.ts";
import type { HelpPanelState } from "./guideOpener.ts";
import type { StatefulKinds, ViewCommon } from "./stateful/statefulKinds.ts";

/** A guide as it is to be seen now; nothing where `kinds`, which it takes, is not there. */
export function createView(
  scene: EvalContext,
  plan: GuidePlan,
  given: ViewCommon,
  panel: HelpPanelState,
  kinds: StatefulKinds | undefined,
): View | undefined {
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
    case "launcher":
      return { ...common, type: plan.type, plan };
    case "hotspot": {
      const doc = scene.index.plan.docs.find(({ id }) => id === plan.doc);
      return { ...common, type: plan.type, plan, ...(doc && { doc }) };
    }
    default:
      return kinds?.createView(scene, plan, common, panel);
  }
}

/** The success that a gap's guides help towards. */
function getTowards({ index }: EvalContext, gap: string | undefined): Text | undefined {
  return index.milestones.get(index.gaps.get(gap ?? "")?.to ?? "")?.title;
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
