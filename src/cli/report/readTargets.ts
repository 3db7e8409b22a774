import type { Retention } from "../../insights/facts/census.ts";
import type { Targets } from "../../insights/figures/targets.ts";
import { toMs } from "../../sdk/config/durations.ts";
import type { Config } from "../../sdk/config/schema.ts";

/** What a config aims for. It has been checked already: only parsed configs come here. */
export function readTargets({ milestones, gaps = {}, retention: { silent } = {} }: Config): Targets {
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
      Object.entries(gaps).flatMap(([id, { target }]) => (target ? [[id, toMs(target.within)]] : [])),
    ),
    ...(silent !== undefined && { silentMs: toMs(silent) }),
  };
}

/** Who is lost, as far as a log of events tells: by an event, whatever its properties. */
export function readRetention({ retention: { churned, value } = {} }: Config): Retention {
  const isEvent = churned !== undefined && "event" in churned;
  return {
    ...(value && "account" in value && { value: value.account }),
    ...(isEvent && { churned: typeof churned.event === "string" ? [churned.event] : churned.event }),
  };
}
