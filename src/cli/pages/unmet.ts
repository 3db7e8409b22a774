import type { Condition, GuidePlan, Plan } from "../../sdk/domain/plan/plan.ts";
import { type PageFinding, type Spot, shorten, tell } from "./judge.ts";
import type { Visitor } from "./visitor.ts";

/** The elements that have to be there for a condition to hold, or one of which has to be. */
function getAsked(condition: Condition | undefined): readonly string[] {
  if (condition?.kind === "element") return [condition.key];
  return condition?.kind === "all" || condition?.kind === "any" ? condition.of.flatMap(getAsked) : [];
}

/**
 * What a guide's own condition asks of the page that it has its place in, and does not find there. A guide is drawn all
 * the same: the page may come to have the element.
 */
export async function findUnmet(
  { elements }: Plan,
  guide: GuidePlan,
  spot: Spot,
  visitor: Visitor,
): Promise<PageFinding[]> {
  const asked = new Set(getAsked(guide.if));
  const findings: PageFinding[] = [];
  for (const { key, target, visible } of elements) {
    if (!asked.has(key)) continue;
    const { state } = await visitor.look(target);
    if (state !== "missing" && !(visible && state === "hidden")) continue;
    const found = state === "missing" ? "no such element" : "an element that nobody can see";
    const message = `found ${found} as it asks for on ${shorten(spot.page!)}, expected one: it shows only where there is one`;
    findings.push(tell("unmet", spot, "if", message));
  }
  return findings;
}
