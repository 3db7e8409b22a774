import { getOutcomeQuestions } from "./checks/checkOutcomes.ts";
import type { ConditionSurroundings } from "./compile/compileConditions.ts";
import { compileAudience, compileStandingCondition } from "./compile/compileStandings.ts";
import type { Config } from "./schema.ts";

/** @param onJourney Told of each journey in which a condition asks where somebody stands. */
export const createSurroundings = (
  config: Config,
  onJourney: (journey: string) => void = () => {},
): ConditionSurroundings => ({
  outcomesBy: getOutcomeQuestions(config)[0]?.[1].by ?? "user",
  compileStanding(journey, is, compiler) {
    onJourney(journey);
    const audience = compileAudience(config.journeys![journey]!, compiler);
    return compileStandingCondition(config, journey, is, audience);
  },
});
