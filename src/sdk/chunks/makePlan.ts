/** What a config that is not compiled, or a plan from before, is made into a plan by: the plan that was kept, or what checks and compiles. */

import { createKeptPlan, type KeptPlan } from "../browser/storage/keptPlan.ts";
import type { Compiled } from "../config/compile/compile.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import { whenLoaded } from "../errors.ts";

export interface MadePlan extends Compiled {
  /** Keeps it for the next page; left out: it is kept already. To be called once something may be stored. */
  keep?(): void;
}

/**
 * The plan that a config stands for.
 * @throws {ConfigError} where it is none.
 */
export async function parse(config: unknown): Promise<MadePlan> {
  const kept = find(config);
  const known = kept?.read() as Compiled | undefined;
  if (known) return known;
  const { toPlan } = await whenLoaded("what checks it", import("./toPlan.ts"));
  const made = toPlan(config);
  return kept ? { ...made, keep: () => kept.write(made) } : made;
}

/** A config with a cycle in it, or one that throws, has no text to be known by. */
function find(config: unknown): KeptPlan | undefined {
  try {
    // This file's name has a hash of what it loads, which changes with every version.
    const { url } = import.meta;
    const { product } = readRecord(config);
    return url ? createKeptPlan(`milepost ${product} plan`, url, config, window) : undefined;
  } catch {
    return undefined;
  }
}
