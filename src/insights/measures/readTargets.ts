import { compileStanding } from "../../sdk/config/compile/compileStandings.ts";
import { toMs } from "../../sdk/config/durations.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Plan, StandingPlan } from "../../sdk/domain/plan/plan.ts";
import type { Targets } from "../figures/way/targets.ts";

/** What a config aims for. It has been checked already: only parsed configs come here. */
export function readTargets({
  milestones,
  gaps = {},
  outcomes = {},
  segments = [],
  retention: { silent, renews } = {},
}: Config): Targets {
  const all = Object.entries(outcomes);
  const worths = segments.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value] as const]));
  return {
    milestones: Object.fromEntries(
      Object.entries(milestones).map(([id, { target: { within, share } = {}, value }]) => [
        id,
        {
          ...(within !== undefined && { withinMs: toMs(within) }),
          ...(share !== undefined && { share }),
          ...(value !== undefined && { value }),
        },
      ]),
    ),
    gaps: Object.fromEntries(
      Object.entries(gaps).map(([id, { target, worth, review, protects }]) => [
        id,
        {
          ...(target && { withinMs: toMs(target.within) }),
          ...(target?.share !== undefined && { share: target.share }),
          ...(worth !== undefined && { worth }),
          ...(review !== undefined && { review: Date.parse(review) }),
          ...(protects && { protects }),
        },
      ]),
    ),
    ...(worths.length > 0 && { segments: Object.fromEntries(worths) }),
    ...(silent !== undefined && { silentMs: toMs(silent) }),
    owners: Object.fromEntries(all.flatMap(([id, { owner }]) => (owner === undefined ? [] : [[id, owner]]))),
    fitted: all.flatMap(([id, { idealCustomer }]) => (idealCustomer ? [id] : [])),
    hasRenewals: renews !== undefined,
  };
}

/** What the standing in each journey hangs on. */
export const readStandings = (config: Config, { journeys }: Plan): StandingPlan[] =>
  journeys.map(({ id }) => compileStanding(config, id));
