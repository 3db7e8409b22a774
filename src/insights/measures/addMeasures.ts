import { findConditions } from "../../replay/watches.ts";
import { addHands } from "../../sdk/config/compile/addHands.ts";
import { createConditionCompiler } from "../../sdk/config/compile/compileConditions.ts";
import type { ConditionConfig } from "../../sdk/config/conditionSchema.ts";
import { createFault, formatFault } from "../../sdk/config/faults.ts";
import { readOperands } from "../../sdk/config/readOperands.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { createSurroundings } from "../../sdk/config/surroundings.ts";
import { withoutPrototype } from "../../sdk/domain/lib/withoutPrototype.ts";
import type { Condition, MilestonePlan, Plan } from "../../sdk/domain/plan/plan.ts";
import type { Measures } from "../facts/census.ts";
import { readStandings } from "./readTargets.ts";

export interface Measured {
  /** The plan, with what it hands on, which counts besides what the measures ask for. Its version is still that of the pages' plan. */
  readonly plan: Plan;
  readonly measures: Measures;
  /** What of the config's measures no log can tell, a line each. */
  readonly hints: readonly string[];
}

/** No id of a config's has this in it. */
const LEFT = "\u0000left";

/**
 * Reads what a config says of its customers that no page needs: when an account is lost, what it is worth, when it
 * renews, and whom outcomes are meant for. That an account is lost becomes one more milestone of accounts, so that the
 * engine counts for it over all people of the account.
 * @param config One that has been parsed.
 * @param plan What it was compiled to.
 */
export function addMeasures(config: Config, plan: Plan): Measured {
  const { retention = {}, outcomes = {} } = readOperands(withoutPrototype(config)).config;
  const conditions = createConditionCompiler(createSurroundings(config));
  const { condition: churned, hints } = compileLeaving(retention.churned, conditions.compile);
  const ideal = Object.fromEntries(
    Object.entries(outcomes).flatMap(([id, { idealCustomer }]) =>
      idealCustomer ? [[id, conditions.compile(idealCustomer)] as const] : [],
    ),
  );
  const { value, renews } = retention;
  const union = <T>(one: Iterable<T>, other: Iterable<T>, getKey: (item: T) => unknown): T[] => [
    ...new Map([...one, ...other].map((item) => [getKey(item), item])).values(),
  ];
  return {
    plan: {
      ...addHands(config, plan),
      counters: union(plan.counters, conditions.counters.values(), ({ key }) => key),
      signals: union(plan.signals, conditions.signals, (signal) => signal),
      elements: union(plan.elements, conditions.elements.values(), ({ key }) => key),
      sessions: Math.max(plan.sessions ?? 1, conditions.sessions()),
      milestones: [...plan.milestones, ...(churned ? [toMilestone(churned)] : [])],
    },
    measures: {
      ...(value && { value: toRef(value) }),
      ...(churned && { churned: LEFT }),
      ...(renews && { renews: renews.account.split(".") }),
      ideal,
      standings: readStandings(config, plan),
    },
    hints,
  };
}

const toMilestone = (when: Condition): MilestonePlan => ({
  id: LEFT,
  title: LEFT,
  level: "account",
  when,
  was: [],
});

const toRef = (value: NonNullable<NonNullable<Config["retention"]>["value"]>) =>
  "account" in value
    ? ({ of: "account", path: value.account.split(".") } as const)
    : ({ of: "user", path: value.trait.split(".") } as const);

/** One person's silence is not the account's, so a condition that asks for it is left out. */
function compileLeaving(
  config: ConditionConfig | undefined,
  compile: (condition: ConditionConfig) => Condition,
): { readonly condition?: Condition; readonly hints: readonly string[] } {
  if (!config) return { hints: [] };
  const condition = compile(config);
  if (![...findConditions(condition)].some(({ kind }) => kind === "silent")) return { condition, hints: [] };
  const expected =
    "what the account does, or a trait of it; a silence of all its people is retention.silent. No account counts as lost";
  const fault = createFault(["retention", "churned"], "the silence of one person", expected);
  return { hints: [formatFault(fault)] };
}
