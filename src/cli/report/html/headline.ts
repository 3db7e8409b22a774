import type { Findings, GapFindings } from "../../../insights/figures/findings.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { formatNumber, formatPoints } from "../charts.ts";
import { createSay } from "../formatFindings.ts";
import { count } from "../formatLists.ts";

/** The one sentence that matters most: where most are lost, and what is done about it. */
export function createHeadline({ gaps, users }: Findings, plan: Plan): string {
  // Gaps come by customers lost.
  const [worst] = Object.values(gaps);
  if (!worst || worst.lost === 0)
    return gaps && Object.keys(gaps).length > 0
      ? `Nobody is lost in any gap, of ${count(users, "user")}.`
      : `The config has no gaps, so nothing says where any of ${count(users, "user")} are lost.`;
  const to = plan.gaps.find(({ id }) => id === worst.gap)?.to ?? "";
  const milestone = plan.milestones.find(({ id }) => id === to);
  const title = createSay(plan)(milestone?.title, to);
  const who = milestone?.level === "account" ? "accounts" : "people";
  return `Most are lost before “${title}”: ${formatNumber(worst.lost)} of the ${formatNumber(worst.opened)} ${who} for whom the gap ${worst.gap} opened have not crossed it, and ${describeBridge(worst, plan)}.`;
}

function describeBridge({ gap, verdict, uplift, interval }: GapFindings, plan: Plan): string {
  const points =
    uplift !== null && interval
      ? `: ${formatPoints(uplift)} points (${formatPoints(interval[0])} to ${formatPoints(interval[1])})`
      : "";
  switch (verdict.kind) {
    case "helps":
      return `its bridge helps${points}`;
    case "harms":
      return verdict.suffering
        ? `its bridge harms ${verdict.suffering.join(" and ")}, which it is to protect`
        : `its bridge harms${points}`;
    case "no difference worth having":
      return `its bridge makes no difference worth having${points}`;
    case "too early":
      return "whether its bridge helps is too early to say";
    case "unhealthy":
      return "what its bridge does cannot be told, since its arms are unhealthy";
    case "not measured":
      return (plan.gaps.find(({ id }) => id === gap)?.bridge.length ?? 0) === 0
        ? "it has no bridge"
        : "what its bridge does is not measured";
    default:
      return verdict satisfies never;
  }
}
