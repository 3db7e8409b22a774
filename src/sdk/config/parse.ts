import * as z from "zod/mini";
import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import { MilepostError } from "../errors.ts";
import { checkCircles } from "./checkCircles.ts";
import { checkKeys } from "./checkKeys.ts";
import { checkNames } from "./checkNames.ts";
import { type Compiled, compile } from "./compile.ts";
import { explainIssue, type Fault, formatFault, toFaults } from "./faults.ts";
import { readOperands } from "./readOperands.ts";
import { configSchema } from "./schema.ts";

/** A config that is no plan; `faults` says all that is wrong, the message the first of it. */
export class ConfigError extends MilepostError {
  constructor(readonly faults: readonly Fault[]) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    super("config-invalid", formatFault(faults[0]!) + more);
  }
}

/**
 * The plan that a config stands for.
 * @throws {ConfigError} naming each place, what was found there and what was expected.
 */
export function parse(given: unknown): Compiled {
  const config = withoutPrototype(given);
  const taken = checkKeys(config);
  if (taken.length > 0) throw new ConfigError(taken);
  const result = z.safeParse(configSchema, config, { error: explainIssue });
  if (!result.success) throw new ConfigError(toFaults(result.error.issues, config));
  // What it gives back is made of objects of its own.
  const sound = withoutPrototype(result.data);
  const operands = readOperands(sound);
  const faults = [...checkNames(sound), ...checkCircles(sound), ...operands.faults];
  if (faults.length > 0) throw new ConfigError(faults);
  return compile(withoutPrototype(operands.config));
}
