import type { Properties } from "../domain/facts.ts";
import type { Traits } from "../domain/state.ts";

/** Pages say on each load who is there: only what is new is worth a report. */
export const isNews = (traits: Properties, known: Traits = {}): boolean =>
  Object.entries(traits).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]?.[1]));

/** Traits leave only as far as the plan lets them. */
export const pickTraits = (traits: Properties, allowed: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(traits).filter(([name]) => allowed.includes(name)));
