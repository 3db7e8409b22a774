/** What a log tells of the whole programme, and of what rests. */

export type Arm = "treated" | "held_out";

/** Somebody was in an arm of the whole programme, as it was reported first in a season. */
export interface ProgrammeRow {
  readonly person: string;
  /** Its first month, `2026-10`; empty where the holdout has no seasons. */
  readonly season: string;
  readonly arm: Arm;
  readonly at: number;
}

/** A gap was paused, as pages have told. */
export interface PauseRow {
  readonly gap: string;
  readonly from: number;
  /** `null` where it still is. */
  readonly until: number | null;
}
