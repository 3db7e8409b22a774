import type { Retention } from "../../insights/facts/census.ts";
import type { MilestoneTarget, Targets } from "../../insights/figures/targets.ts";
import { compileStanding } from "../../sdk/config/compileStandings.ts";
import { toMs } from "../../sdk/config/durations.ts";
import type { Config } from "../../sdk/config/schema.ts";
import type { Plan, StandingPlan } from "../../sdk/domain/plan/plan.ts";

/** What a config aims for. It has been checked already: only parsed configs come here. */
export function readTargets({
  milestones,
  outcomes = {},
  gaps = {},
  retention: { silent } = {},
}: Config): Targets {
  return {
    milestones: Object.fromEntries(
      Object.entries(milestones).map(([id, { target: { within, share } = {}, value, outcome }]) => [
        id,
        {
          ...getOwner(outcomes[outcome ?? ""]),
          ...(within !== undefined && { withinMs: toMs(within) }),
          ...(share !== undefined && { share }),
          ...(value !== undefined && { value }),
        },
      ]),
    ),
    gaps: Object.fromEntries(
      Object.entries(gaps).flatMap(([id, { target }]) => (target ? [[id, toMs(target.within)]] : [])),
    ),
    ...(silent !== undefined && { silentMs: toMs(silent) }),
  };
}

const getOwner = ({ owner }: { readonly owner?: string } = {}): Pick<MilestoneTarget, "owner"> =>
  owner === undefined ? {} : { owner };

/** What the standing in each journey hangs on. */
export const readStandings = (config: Config, { journeys }: Plan): StandingPlan[] =>
  journeys.map(({ id }) => compileStanding(config, id));

/** Who is lost, as far as a log of events tells: by an event, whatever its properties. */
export function readRetention({ retention: { churned, value } = {} }: Config): Retention {
  const isEvent = churned !== undefined && "event" in churned;
  return {
    ...(value && "account" in value && { value: value.account }),
    ...(isEvent && { churned: typeof churned.event === "string" ? [churned.event] : churned.event }),
  };
}
