import type { EndRow, ErrorRow, FieldRow, FrictionRow, MissingRow } from "./healthRows.ts";
import type { ActivityRow, RenewalRow } from "./renewals.ts";
import type { Arm, PauseRow, ProgrammeRow } from "./seasons.ts";

export type { Arm, PauseRow, ProgrammeRow } from "./seasons.ts";

/**
 * The facts of a log as plain rows, one type a kind: what all figures are made of. Times are epoch milliseconds; `null`
 * is what is not known or has not happened. A person is named by the id that they had in the end.
 */

import type { StandingRow } from "./standingRows.ts";

/** Somebody whom Milepost is there for, or was once. */
export interface PersonRow {
  readonly person: string;
  /** The account that they were in last. */
  readonly account: string | null;
  /** Never identified. */
  readonly isVisitor: boolean;
  /** Their first and last event. */
  readonly first: number;
  readonly last: number;
  /** When they were at work last; what a server tells of them, and reports, are none of that. */
  readonly active: number | null;
  readonly events: number;
  /** As of the end of the log. */
  readonly segment: string | null;
  /** The outcome that they, or their account, had chosen last. */
  readonly outcome: string | null;
  /** The journeys that they were on at the end of the log. */
  readonly journeys: readonly string[];
  /** Outcomes whose ideal customer they were then, of those that say one. */
  readonly fits: readonly string[];
}

/** An account of which somebody was in. */
export interface AccountRow {
  readonly account: string;
  readonly first: number;
  readonly last: number;
  /** When anybody of it was at work last. */
  readonly active: number | null;
  readonly people: number;
  /** What it was worth when that was said last, by the config's `retention.value`. */
  readonly value: number | null;
  /** When it left: the first time that the config's `retention.churned` held. */
  readonly churned: number | null;
}

/** The worth of an account was said, and was another one than before. */
export interface ValueRow {
  readonly account: string;
  readonly at: number;
  readonly value: number;
}

/** Somebody rose or fell on the ladder of segments. */
export interface MoveRow {
  readonly person: string;
  readonly account: string | null;
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** A milestone was reached, or has lapsed. */
export interface MilestoneRow {
  readonly milestone: string;
  readonly level: "user" | "account";
  /** The person, or the account where the milestone is an account's. */
  readonly unit: string;
  /** By whose event. */
  readonly person: string;
  readonly kind: "reached" | "lapsed";
  readonly at: number;
  /** It happened before anybody looked: it counts as reached, and in no time to it. */
  readonly isPast: boolean;
}

/** An occurrence of a gap: it opened for a unit. */
export interface GapRow {
  readonly gap: string;
  readonly unit: string;
  /** Whose page or event opened it. */
  readonly person: string;
  readonly account: string | null;
  /** 0 for the first; of a gap whose far milestone has lapsed, when that was. */
  readonly occurrence: number;
  readonly opened: number;
  /** The part of `opens` that held, in words: `after 1d`, `signal rage-click`, `at once`. */
  readonly openedBy: string;
  readonly bridged: number | null;
}

/**
 * A unit's first trigger in the first occurrence of a gap: the frame in which the treated would see the bridge. This is
 * what effects are counted over.
 */
export interface TriggerRow {
  readonly gap: string;
  /** The person, or the account where the gap's far milestone is an account's. */
  readonly unit: string;
  readonly person: string;
  readonly account: string | null;
  readonly at: number;
  /** As it was reported, or as the replay has it. */
  readonly arm: Arm;
  /** As the hash gives it for who they were then. */
  readonly drawn: Arm;
  /** The hash itself, from 0 up to 1: below the share of the gap's holdout is held out. */
  readonly lot: number;
  /** The unit had triggers in both arms. */
  readonly isMixed: boolean;
  /** Its plan was given, and `drawn` is by that plan's holdout: the one of now (`same`), or another one (`other`). */
  readonly ofFormer?: "same" | "other";
  /** It was held out of the whole programme, so it is no comparison for the gap. */
  readonly isOut?: true;
  readonly guide: string;
  /** Of the page that reported it; `null` where a replay has it. */
  readonly planVersion: string | null;
  readonly sdkVersion: string | null;
  readonly browser: string | null;
}

/** The first time that a unit was shown a guide for a gap, or that it was held out. */
export interface ExposureRow extends Omit<TriggerRow, "isMixed" | "ofFormer" | "drawn" | "lot"> {
  /** The person's id as it was then: a visitor's arm is drawn for their anonymous id, and kept. */
  readonly knownAs: string;
  /** Of the gap's first occurrence? */
  readonly isFirst: boolean;
  /** How often until the end of the log. */
  readonly times: number;
}

/** A guide was shown to somebody, whatever for; who opened it themselves counts too. */
export interface ShownRow {
  readonly guide: string;
  readonly person: string;
  /** The first time, and how often. */
  readonly at: number;
  readonly times: number;
}

/** A question of a survey was answered. */
export interface AnswerRow {
  readonly person: string;
  readonly account: string | null;
  readonly guide: string;
  /** Its place in the survey, from 0. */
  readonly question: number;
  /** As the config names it: `nps`, `csat`, `text`. */
  readonly kind: string;
  readonly answer: number | string;
  readonly at: number;
}

/** A customer's own words about what they have reached. */
export interface StoryRow {
  readonly person: string;
  readonly account: string | null;
  readonly guide: string;
  readonly words: string;
  /** What they answered to a choice in the same survey, such as whether others may read it. */
  readonly consent: string | null;
  readonly at: number;
}

/** Somebody was handed on, and what became of it where a server has told that. */
export interface LeadRow {
  readonly id: string;
  readonly person: string;
  readonly account: string | null;
  readonly lead: string;
  readonly guide: string | null;
  readonly gap: string | null;
  readonly at: number;
  readonly result: string | null;
  readonly value: number | null;
  readonly closed: number | null;
}

/** Somebody searched in help. */
export interface SearchRow {
  readonly person: string;
  readonly query: string;
  readonly hits: number;
  readonly at: number;
}

/** A doc was said to have helped, or not. */
export interface RatingRow {
  readonly person: string;
  readonly doc: string;
  readonly isHelpful: boolean;
  readonly at: number;
}

/** Where what is said of exposures is from: the reports in the log, or what a replay would have shown. */
export type Basis = "recorded" | "replayed";

/** All that a log tells. */
export interface Facts {
  readonly basis: Basis;
  /** The first and the last event; both are `null` where there is none. */
  readonly start: number | null;
  readonly end: number | null;
  readonly people: readonly PersonRow[];
  readonly accounts: readonly AccountRow[];
  readonly standings: readonly StandingRow[];
  readonly values: readonly ValueRow[];
  /** Both empty where the config names no date of renewal. */
  readonly renewals: readonly RenewalRow[];
  readonly activity: readonly ActivityRow[];
  readonly moves: readonly MoveRow[];
  readonly milestones: readonly MilestoneRow[];
  readonly gaps: readonly GapRow[];
  readonly exposures: readonly ExposureRow[];
  readonly triggers: readonly TriggerRow[];
  readonly shown: readonly ShownRow[];
  readonly programme: readonly ProgrammeRow[];
  readonly pauses: readonly PauseRow[];
  readonly missing: readonly MissingRow[];
  readonly ends: readonly EndRow[];
  readonly answers: readonly AnswerRow[];
  readonly stories: readonly StoryRow[];
  readonly leads: readonly LeadRow[];
  readonly searches: readonly SearchRow[];
  readonly friction: readonly FrictionRow[];
  readonly ratings: readonly RatingRow[];
  readonly errors: readonly ErrorRow[];
  readonly field: readonly FieldRow[];
}
