import type { GuidePlan, Plan } from "../../sdk/domain/plan/plan.ts";

/** A plan in which one guide holds for everybody, at once and everywhere, and nothing else is there. */
export const alone = (plan: Plan, guide: GuidePlan): Plan => {
  const { on: _, fallback: __, ...rest } = guide;
  const { report: ___, ...others } = plan;
  return {
    ...others,
    status: "live",
    gaps: [],
    guides: [{ ...rest, if: { kind: "all", of: [] }, status: "live" }],
    limits: {
      interruptions: {},
      byType: {},
      ...(plan.limits.keepClear && { keepClear: plan.limits.keepClear }),
    },
  };
};
