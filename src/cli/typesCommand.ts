import { CommandError, writeOutput } from "./commandError.ts";
import { createTypes } from "./createTypes.ts";
import { readPlan } from "./readInputs.ts";
import type { Answer } from "./simulateCommand.ts";

export const TYPES_USAGE = `milepost types FILE -o D.TS
  Writes down the names of a config for TypeScript: the events with the properties that conditions read, the traits,
  and the ids of guides and docs. track, identify, group and start know them from then on.
  -o, --output  the file to write, like src/milepost.d.ts`;

export interface TypesValues {
  readonly output?: string;
}

/** @throws {CommandError} where the file is no config, or there is nowhere to write to. */
export function runTypes(operands: readonly string[], { output }: TypesValues): Answer {
  const [file, ...others] = operands;
  if (file === undefined || others.length > 0) throw new CommandError(`expected one config\n${TYPES_USAGE}`);
  if (output === undefined) throw new CommandError("-o: found nothing, expected the file to write");
  const { config, hints } = readPlan(file, true);
  writeOutput(output, createTypes(config, file));
  return { out: [`written to ${output}`], err: hints, ok: true };
}
