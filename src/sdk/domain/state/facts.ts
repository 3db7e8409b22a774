import type { Draft } from "../plan/guidePlan.ts";

/** What comes into the engine. Times are epoch milliseconds; ids are message ids. */

export type Properties = Readonly<Record<string, unknown>>;

/** What was done with a guide: by the user, or by the widgets that drew it. */
export type GuideDeed =
  | { readonly did: "shown"; readonly heldOut: boolean; readonly selfOpened: boolean }
  | { readonly did: "step"; readonly step: number }
  | { readonly did: "completed" | "dismissed" | "missing" }
  | { readonly did: "snoozed"; readonly until: number }
  | { readonly did: "drafted"; readonly draft: Draft }
  /** The user wants no tips until then, on any device; a time that is past wants them again. */
  | { readonly did: "paused"; readonly until: number }
  | { readonly did: "skipped"; readonly item: string }
  | { readonly did: "minimised"; readonly minimised: boolean };

export interface EventFact {
  readonly kind: "event";
  readonly name: string;
  readonly properties: Properties;
  readonly at: number;
  readonly id: string;
  /** One of the SDK's own reports: counted like the vendor's events, but no activity of the user's. */
  readonly own?: boolean;
}

export type GuideFact = {
  readonly kind: "guide";
  readonly guide: string;
  readonly gap?: string;
  readonly at: number;
  readonly id: string;
} & GuideDeed;

export type Fact =
  | EventFact
  | GuideFact
  | { readonly kind: "user"; readonly traits: Properties; readonly at: number }
  | { readonly kind: "account"; readonly traits: Properties; readonly at: number }
  /** A page was opened, or the address changed. Without an id it is looked at anew, and is no new view of it. */
  | { readonly kind: "page"; readonly at: number; readonly id?: string }
  /** Elements that conditions ask for came or went; see `Here.elements`. */
  | { readonly kind: "elements"; readonly at: number }
  /** Milestones that were reached before anybody looked: when, by their ids. */
  | { readonly kind: "reached"; readonly milestones: Readonly<Record<string, number>>; readonly at: number }
  /** A press or a key: the user is there. */
  | { readonly kind: "activity"; readonly at: number }
  /** Time has come to `at`. */
  | { readonly kind: "time"; readonly at: number };

/** Where and for whom a fact happened. */
export interface Here {
  /** The page's whole address. */
  readonly url: string;
  /** The unit of what is personal: the userId, or the anonymousId of one who is not identified. */
  readonly user: string;
  readonly account?: string;
  /** IANA time zone, or `LOCAL`: the user's own calendar. */
  readonly zone: string;
  /** Keys of the plan's elements that the page has now. Left out: there is no page, and every one counts as there. */
  readonly elements?: ReadonlySet<string> | undefined;
  /** This copy of the state, among those that are joined. */
  readonly replica: string;
}

export const REPORTS = [
  "Milestone Reached",
  "Milestone Lapsed",
  "Gap Opened",
  "Gap Bridged",
  "Guide Shown",
  "Guide Held Out",
  "Guide Step Viewed",
  "Guide Completed",
  "Guide Dismissed",
  "Guide Snoozed",
  "Guide Target Missing",
  "Checklist Item Completed",
  "Doc Viewed",
  "Doc Searched",
  "Doc Rated",
  "Survey Answered",
  "Story Told",
  "Lead Raised",
  "Outcome Chosen",
  "Segment Changed",
  "Standing Changed",
  "Tips Paused",
  "Milepost Loaded",
  "Milepost Error",
] as const;
/** What the receiver reports, and no page. */
export const SERVER_REPORTS = ["Account Silent", "Bridge Handed On", "Bridge Held Out"] as const;
export type ReportName = (typeof REPORTS)[number] | (typeof SERVER_REPORTS)[number];

/** What goes out of the engine to the endpoint. */
export interface Report {
  readonly event: ReportName;
  readonly id: string;
  readonly at: number;
  readonly properties: Properties;
  /** It happened before anybody looked: it is counted, and nobody is told. */
  readonly past?: true;
}
