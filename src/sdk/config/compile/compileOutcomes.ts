import { type GuidePlan, isIdChoice, type OutcomesPlan } from "../../domain/plan/plan.ts";
import type { CounterCompiler } from "./compileCounters.ts";

/** What customers are asked for as their own goal; left out where neither a question nor a condition asks. */
export function compileOutcomes(
  ids: readonly string[],
  guides: readonly GuidePlan[],
  { counters, countOutcomes }: Pick<CounterCompiler, "counters" | "countOutcomes">,
): OutcomesPlan | undefined {
  const questions = guides.flatMap((guide) => (guide.type === "survey" ? guide.questions : []));
  const offered = questions.filter(({ kind }) => kind === "outcome").flatMap(({ choices }) => choices);
  const choices = new Map(offered.filter(isIdChoice).map((choice) => [choice.id, choice]));
  const isAsked = [...counters.values()].some(({ events }) => events.includes("Outcome Chosen"));
  return choices.size > 0 || isAsked
    ? { counter: countOutcomes(), ids, choices: [...choices.values()] }
    : undefined;
}
