/** What the config aims for; a plan does not have it, as no page needs it. Spans are milliseconds. */
export interface Targets {
  /** By milestone. */
  readonly milestones: Readonly<Record<string, MilestoneTarget>>;
  /** By segment: what one person in it is worth, in the vendor's own unit; left out where the config says it of none. */
  readonly segments?: Readonly<Record<string, number>>;
  /** By gap: how its bridge is judged. */
  readonly gaps: Readonly<Record<string, GapTarget>>;
  /** After so long without anybody at work an account is silent; left out where the config says no time. */
  readonly silentMs?: number;
  /** Who answers for an outcome, by its id; those that nobody answers for are left out. */
  readonly owners?: Readonly<Record<string, string>>;
  /** Outcomes that say whom they are meant for. */
  readonly fitted?: readonly string[];
  /** Does the config say when accounts renew? */
  readonly hasRenewals?: boolean;
}

/** So many are to come somewhere in so long. */
export interface Target {
  readonly withinMs?: number;
  /** Of units, from 0 to 1. */
  readonly share?: number;
}

/** Its time is from the opening for its share, and from the first trigger where its bridge is judged. */
export interface GapTarget extends Target {
  /** The smallest difference of shares that is worth having, above 0 and up to 1. */
  readonly worth?: number;
  /** When somebody wants to look whether the bridge is to stay, in epoch milliseconds. */
  readonly review?: number;
  /** Milestones that must not suffer from the bridge. */
  readonly protects?: readonly string[];
}

export interface MilestoneTarget extends Target {
  /** What it is worth that somebody reaches it, in the vendor's own unit. */
  readonly value?: number;
}

/** The time after a first trigger in which `to` has to be reached, where the gap says none: 14 days. */
export const WITHIN_MS = 14 * 86_400_000;
