import type { Engine } from "./engine.ts";
import type { Outcome } from "./run.ts";
import type { Stand } from "./stand.ts";

export interface Size {
  /** Events of one time. */
  readonly events: number;
  readonly times: number;
}

export interface Trial {
  readonly stand: Stand;
  readonly engine: Engine;
  readonly size: Size;
  /** The same seed makes the same schedule. */
  readonly seed: number;
}

/** A row of the table of faults: what is done to delivery, and what has to hold then. */
export interface Row {
  readonly name: string;
  /** As a sentence: the fault, and what holds all the same. */
  readonly promise: string;
  /** What `times` counts. */
  readonly unit: string;
  /** For each `npm test`, and for `npm run chaos`. */
  readonly ci: Size;
  readonly full: Size;
  run(trial: Trial): Promise<Outcome>;
}
