import type { Condition, JourneyPlan, Standing, StandingPlan } from "../../domain/plan/plan.ts";
import { toStandingCondition } from "../../domain/plan/standings.ts";
import { toMs } from "../durations.ts";
import type { Config } from "../schema.ts";
import type { ConditionCompiler } from "./compileConditions.ts";

/** After so long without a sign of life somebody is silent, and so long a gap may be open: 14 days. */
const USUAL_MS = 14 * 86_400_000;
const NEVER: Condition = { kind: "any", of: [] };

type Parts = Pick<Config, "milestones" | "gaps" | "journeys" | "retention">;

/** What the standing in a journey hangs on: targets, gaps and what the config calls silence. A page gets it only where a condition asks. */
export function compileStanding(
  { milestones, gaps = {}, retention, journeys }: Parts,
  id: string,
): StandingPlan {
  const silent = retention?.silent;
  const ids = journeys![id]!.milestones;
  const live = Object.entries(gaps).filter(([, { status }]) => status !== "draft");
  return {
    journey: id,
    ofAccount: ids.every((one) => milestones[one]?.level === "account"),
    steps: ids.map((milestone) => {
      const before = live.filter(([, { to }]) => to === milestone);
      return {
        milestone,
        behind: compileBehind(milestone, milestones[milestone]?.target?.within, before),
        stuck: {
          kind: "any",
          of: before.map(([gap, { target }]) => ({
            kind: "gap",
            id: gap,
            is: "open",
            after: target ? toMs(target.within) : USUAL_MS,
          })),
        },
      };
    }),
    silent: { kind: "silent", ms: silent === undefined ? USUAL_MS : toMs(silent) },
  };
}

type JourneyConfig = NonNullable<Config["journeys"]>[string];

export function compileJourney(
  id: string,
  part: JourneyConfig,
  compiler: Pick<ConditionCompiler, "compile">,
): JourneyPlan {
  const audience = compileAudience(part, compiler);
  return { id, title: part.title, ...(audience && { for: audience }), milestones: part.milestones };
}

/** Who is on a journey; `undefined`: everybody. */
export function compileAudience(
  { for: audience, since }: JourneyConfig,
  { compile }: Pick<ConditionCompiler, "compile">,
): Condition | undefined {
  const given = audience && compile(audience);
  if (since === undefined) return given;
  const came: Condition = { kind: "came", since: Date.parse(since) };
  return given ? { kind: "all", of: [came, given] } : came;
}

/** Its target's time has passed since the clock of the first gap that has a near side, else since the beginning. */
function compileBehind(
  milestone: string,
  within: string | undefined,
  before: ReadonlyArray<readonly [id: string, gap: { readonly from?: string }]>,
): Condition {
  if (within === undefined) return NEVER;
  const from = before.find(([, gap]) => gap.from !== undefined)?.[1].from;
  return from === undefined
    ? { kind: "milestone", id: milestone, is: "open", after: toMs(within) }
    : { kind: "milestone", id: from, is: "reached", after: toMs(within) };
}

/** The condition that somebody stands so in a journey, and is on it. */
export function compileStandingCondition(
  config: Parts,
  journey: string,
  is: readonly Standing[],
  audience: Condition | undefined,
): Condition {
  const so = toStandingCondition(compileStanding(config, journey), is);
  return { kind: "all", of: audience ? [audience, so] : [so], standing: { journey, is } };
}
