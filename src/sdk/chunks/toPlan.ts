import type { Compiled } from "../config/compile/compile.ts";
import { complete } from "../config/compile/complete.ts";
import { parse } from "../config/parse.ts";
import type { Plan } from "../domain/plan/plan.ts";

/**
 * The plan that a config stands for, or one from before, completed.
 * @throws {ConfigError} where it is none.
 */
export const toPlan = (given: unknown): Compiled =>
  (given as Partial<Plan> | null)?.format === 1
    ? { plan: complete(given as Plan), leftOut: [] }
    : parse(given);
