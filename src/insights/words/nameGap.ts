import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { createName } from "./formatFindings.ts";

/** From which milestone to which a gap is, by their titles: its id is the config's, and says that to who wrote it alone. */
export function createGapName(plan: Plan): (id: string) => string {
  const name = createName(plan);
  const names = new Map(
    plan.gaps.map(({ id, from, to }) => [id, `${from === undefined ? "start" : name(from)} → ${name(to)}`]),
  );
  return (id) => names.get(id) ?? id;
}
