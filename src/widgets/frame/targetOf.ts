import type { Target, View } from "../../sdk/stage.ts";

/** The element that a view stands beside, or in; `undefined` where it stands over the page. */
export const targetOf = (view: View): Target | undefined =>
  view.type === "tour"
    ? view.plan.steps[view.step]?.target
    : "target" in view.plan
      ? view.plan.target
      : undefined;
