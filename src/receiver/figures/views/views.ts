import type { AccountReview } from "../../../insights/figures/accounts/accountReview.ts";
import type { FitFigure } from "../../../insights/figures/accounts/idealCustomers.ts";
import type { Findings } from "../../../insights/figures/findings.ts";
import type { RenewalFigure } from "../../../insights/figures/staying/renewals.ts";
import type { Targets } from "../../../insights/figures/way/targets.ts";
import type { Reason } from "../../../sdk/domain/decide/reasons.ts";
import type { Plan, Standing } from "../../../sdk/domain/plan/plan.ts";

/**
 * What `GET /v1/figures/<view>?key=&journey=&segment=&owner=&from=&to=` answers: parts of what `milepost report --json` prints, under the same names. Spans are
 * milliseconds, times epoch milliseconds, shares from 0 to 1. `journey` and `segment`
 * leave those people who are on it, or in it, at the end; `from` and `to` (ISO) those whose first event is in that time;
 * `owner` leaves what that owner answers for. `ETag` and `If-None-Match` as usual.
 */
export interface Views {
  /** Where most are lost, and what is done about it: gaps come by customers lost, most first. */
  readonly summary: Head & Pick<Findings, "gaps" | "effects" | "standings" | "owners">;
  readonly way: Head & Pick<Findings, "journeys" | "guides">;
  readonly time: Head & Pick<Findings, "milestones">;
  readonly gaps: Head & Pick<Findings, "gaps" | "effects" | "guides">;
  readonly ladder: Head & Pick<Findings, "segments">;
  readonly staying: Head & Pick<Findings, "staying" | "habits">;
  readonly voices: Head & Pick<Findings, "voices" | "leads">;
  readonly health: Head & Pick<Findings, "health" | "friction">;
  readonly owners: Head & Pick<Findings, "owners" | "gaps">;
  readonly standings: Head &
    Pick<Findings, "standings"> & { readonly accountStandings: readonly StandingOf[] };
  readonly renewals: Head & { readonly renewals: RenewalFigure | null; readonly fits: readonly FitFigure[] };
  readonly programme: Head & Pick<Findings, "programme">;
}

export type View = keyof Views;

/** What all figures of a reply are counted over. `end` is the moment as of which they are true. */
export type Head = Pick<Findings, "users" | "events" | "rejected" | "accounts" | "start" | "end"> & KeptSince;

/** Events from before then may be deleted, in epoch milliseconds; left out where none is. */
export interface KeptSince {
  readonly keptSince?: number;
}

/** Where one account stands in one journey: accounts that get on well in none first, the most valuable of them first; at most `MOST_ACCOUNTS`. */
export interface StandingOf {
  readonly account: string;
  readonly journey: string;
  readonly is: Standing;
  /** Since when; `null` of who is on track. */
  readonly since: number | null;
  /** The milestone that is next; `null` where all are reached. */
  readonly waitsFor: string | null;
  /** Who answers for that milestone's outcome, by the config. */
  readonly owner: string | null;
  readonly value: number | null;
  /** When it left; `null` where it has not. */
  readonly churned: number | null;
  /** Guides that anybody of it was shown, and how often. */
  readonly seen: ReadonlyArray<{ readonly guide: string; readonly times: number }>;
}

/** `GET /v1/figures`: what a page has to know before it asks for a view. */
export interface Index extends KeptSince {
  /** Write keys that there are figures of, and the one that is meant where none is named. */
  readonly keys: readonly string[];
  readonly key: string | null;
  /** The config as pages run it: titles, journeys, segments, guides. `null` where the receiver has none. */
  readonly plan: Plan | null;
  readonly targets: Targets | null;
  readonly owners: readonly string[];
  readonly users: number;
  readonly start: number | null;
  readonly end: number | null;
  /** People and accounts whose rows have come and are not in the figures yet. */
  readonly waiting: number;
}

/** `GET /v1/figures/users/:id`: one person's way, as `simulate --user` tells it; the latest moments, in order of time. */
export interface UserTimeline extends KeptSince {
  readonly user: string;
  readonly account: string | null;
  readonly moments: readonly Moment[];
  /** Earlier moments were left out. */
  readonly isCut: boolean;
  readonly around?: Around<Moment>;
}

/** `GET /v1/figures/accounts/:id`: its review as `report --account --json` has it, and the ways of its people. */
export interface AccountTimeline extends KeptSince {
  readonly review: AccountReview;
  readonly moments: ReadonlyArray<Moment & { readonly user: string }>;
  readonly isCut: boolean;
  readonly around?: Around<Moment & { readonly user: string }>;
}

/** Of a timeline that was asked for with `from` and `to`. */
export interface Around<M> {
  /** When something was done last before it, and first after it, in epoch milliseconds. */
  readonly before: number | null;
  readonly after: number | null;
  /** What had been decided of each guide last when it began. */
  readonly standing: readonly M[];
}

/** `GET /v1/figures/customers?text=`: whose id is that, or has it in it; whole ids first, accounts before people. */
export interface Customers {
  readonly customers: readonly Customer[];
  /** There are more. */
  readonly isCut: boolean;
}

export interface Customer {
  readonly kind: "user" | "account";
  readonly id: string;
  /** Of a person: the account that they were in last. */
  readonly account: string | null;
  /** When something of theirs came last, in epoch milliseconds; `null` where that is not known. */
  readonly last: number | null;
}

/**
 * Something that happened (`event`), what followed of it (`report`), or why a guide is or is not shown from then on
 * (`decision`), in the words of `simulate --user`.
 */
export interface Moment {
  readonly at: number;
  readonly kind: "event" | "report" | "decision";
  readonly words: string;
  /** The name of the event or report. */
  readonly name?: string;
  /** Ids of what it is about, where it is about one. */
  readonly milestone?: string;
  readonly gap?: string;
  readonly guide?: string;
  /** Of a decision: is it shown? */
  readonly isShown?: boolean;
  /** Of a guide that is not shown: the code of the reason, as `explain()` has it. */
  readonly because?: Reason["code"];
}
