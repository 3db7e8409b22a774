import type { HandRung, Plan } from "../../domain/plan/plan.ts";
import { toMs } from "../durations.ts";
import type { Config, GapConfig } from "../schema.ts";

/**
 * The plan with what its bridges hand on, which no page needs. Its version is still that of the pages' plan.
 * @param config One that has been parsed.
 * @param plan What it was compiled to.
 */
export function addHands({ gaps = {} }: Pick<Config, "gaps">, plan: Plan): Plan {
  const guides = new Set(plan.guides.map(({ id }) => id));
  return {
    ...plan,
    gaps: plan.gaps.map((gap) => {
      const hands = getHands(gaps[gap.id]?.bridge ?? [], guides);
      return hands.length > 0 ? { ...gap, hands } : gap;
    }),
  };
}

type Bridge = NonNullable<GapConfig["bridge"]>;

function getHands(bridge: Bridge, guides: ReadonlySet<string>): HandRung[] {
  const hands: HandRung[] = [];
  let behind: readonly string[] = [];
  let since = 0;
  for (const rung of bridge) {
    if (typeof rung === "string" || !("hand" in rung)) {
      const shown = getShown(rung).filter((id) => guides.has(id));
      // A doc waits in help: nobody knows when it was seen.
      if (shown.length > 0) [behind, since] = [shown, 0];
      continue;
    }
    const { hand, after, note } = rung;
    const before = hands.filter((one) => one.hand === hand).length;
    since += after === undefined ? 0 : toMs(after);
    hands.push({
      hand,
      name: before === 0 ? hand : `${hand}-${before + 1}`,
      after: since,
      ...(note !== undefined && { note }),
      behind,
    });
  }
  return hands;
}

/** The guides and docs of a step; none of one that leads beyond the page. */
export function getShown(rung: Bridge[number]): readonly string[] {
  if (typeof rung === "string") return [rung];
  if ("oneOf" in rung) return rung.oneOf;
  return "show" in rung ? [rung.show] : [];
}
