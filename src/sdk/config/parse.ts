import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import { MilepostError } from "../errors.ts";
import { checkCircles } from "./checks/checkCircles.ts";
import { checkExempt } from "./checks/checkExempt.ts";
import { checkForm } from "./checks/checkForm.ts";
import { checkKeys } from "./checks/checkKeys.ts";
import { checkNames, type GetNear } from "./checks/checkNames.ts";
import { checkOutcomes } from "./checks/checkOutcomes.ts";
import { type Compiled, compile } from "./compile/compile.ts";
import { createFault, type Fault, formatFault } from "./faults.ts";
import { forms } from "./forms.ts";
import { toFaults } from "./issues.ts";
import { readOperands } from "./readOperands.ts";
import type { Config } from "./schema.ts";

/** A config that is no plan; `faults` says all that is wrong, the message the first of it. */
export class ConfigError extends MilepostError {
  constructor(readonly faults: readonly Fault[]) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    super("config-invalid", formatFault(faults[0]!) + more);
  }
}

const FILES = "other files to take in";
const ONE_PIECE = 'the plan that "npx milepost compile" makes of it';

/**
 * The plan that a config stands for.
 * @param getNear Of the known names those that may have been meant by one that is none: all, where they are few.
 * @throws {ConfigError} naming each place, what was found there and what was expected.
 */
export function parse(given: unknown, getNear?: GetNear): Compiled {
  const config = withoutPrototype(given);
  const taken = checkKeys(config);
  if (taken.length > 0) throw new ConfigError(taken);
  const { value, issues } = checkForm(forms, config);
  if (issues.length > 0) throw new ConfigError(toFaults(issues, config));
  // What it gives back is made of objects of its own.
  const sound = withoutPrototype(value as Config);
  const operands = readOperands(sound);
  // With them it may name parts that stand in other files.
  const others = (["extends", "use"] as const).filter((key) => sound[key] !== undefined);
  if (others.length > 0) throw new ConfigError(others.map((key) => createFault([key], FILES, ONE_PIECE)));
  const faults = [
    ...checkNames(sound, getNear),
    ...checkOutcomes(sound),
    ...checkCircles(sound),
    ...checkExempt(sound),
    ...operands.faults,
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  return compile(withoutPrototype(operands.config));
}
