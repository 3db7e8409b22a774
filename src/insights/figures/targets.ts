/** What the config aims for; a plan does not have it, as no page needs it. Spans are milliseconds. */
export interface Targets {
  /** By milestone. */
  readonly milestones: Readonly<Record<string, MilestoneTarget>>;
  /** By gap: the time after which its bridge is judged. */
  readonly gaps: Readonly<Record<string, number>>;
  /** After so long without anybody at work an account is silent; left out where the config says no time. */
  readonly silentMs?: number;
}

export interface MilestoneTarget {
  readonly withinMs?: number;
  /** Of people, from 0 to 1. */
  readonly share?: number;
  /** What it is worth that somebody reaches it, in the vendor's own unit. */
  readonly value?: number;
  /** Who answers for its outcome. */
  readonly owner?: string;
}

/** The time after a first trigger in which `to` has to be reached, where the gap says none: 14 days. */
export const WITHIN_MS = 14 * 86_400_000;
