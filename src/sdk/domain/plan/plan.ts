/**
 * The plan: what the engine runs. It is the config after checking, with every duration in milliseconds, every
 * default filled in and every event condition replaced by a counter that equal conditions share.
 */

import type { Condition, Path, Signal, Status, Test, Text } from "./conditionPlan.ts";
import type { FeatureName } from "./featureNames.ts";
import type { GapPlan, Holdout } from "./gapPlan.ts";
import type { GuidePlan, GuideType, IdChoice, Target } from "./guidePlan.ts";
import type { WatchTable } from "./watchTable.ts";
import type { Marks, WidgetPart } from "./widgetParts.ts";
import type { Words } from "./words.ts";

export * from "./conditionPlan.ts";
export * from "./eventNames.ts";
export * from "./gapPlan.ts";
export * from "./guidePlan.ts";
export type { Mark, MarkElement, Marks, MarkTag, WidgetPart } from "./widgetParts.ts";

/** What is remembered of the events that a condition names. Equal conditions share one counter, also over config changes. */
export interface Counter {
  /** Hash of the condition's normal form: the name under which the state keeps its entries. */
  readonly key: string;
  readonly events: readonly string[];
  readonly where: ReadonlyArray<readonly [path: Path, test: Test]>;
  /** How many entries make it true. */
  readonly count: number;
  /** Only entries younger than this count, in milliseconds. */
  readonly within?: number;
  /** Count different values of this property instead of events. */
  readonly distinct?: Path;
  /** Count the calendar days or weeks in which it happened, of the last `outOf`, the current one included. */
  readonly inPeriods?: { readonly of: "day" | "week"; readonly outOf: number };
  /** Add up this property instead: `count` is then what the sum must come to. */
  readonly sum?: Path;
  /** It counts views of these pages. */
  readonly pages?: readonly string[];
  /** The latest entries decide it, also without a window. */
  readonly latest?: true;
  /** Accounts keep it, and theirs is asked. */
  readonly ofAccount?: true;
}

/** An element that conditions ask for: whoever sees the page says whether it is there. */
export interface ElementPlan {
  /** Hash of what is looked for: equal ones share it. */
  readonly key: string;
  readonly target: Target;
  /** `false`: it is enough that it is in the page. */
  readonly visible: boolean;
}

export interface MilestonePlan {
  readonly id: string;
  readonly title: Text;
  readonly outcome?: string;
  readonly level: "user" | "account";
  readonly when: Condition;
  /** Opens again when `when` has not held for this long, in milliseconds; left out: reached is reached. */
  readonly lapses?: number;
  /** Former ids, whose past this milestone keeps. */
  readonly was: readonly string[];
}

export interface SegmentPlan {
  readonly id: string;
  readonly when: Condition;
}

export interface JourneyPlan {
  readonly id: string;
  readonly title: Text;
  /** Who is on it: its audience, of those who came late enough for it. */
  readonly for?: Condition;
  readonly milestones: readonly string[];
}

/** Where people, or accounts, stand in a journey, in conditions: those of a standing say since when it is so. */
export interface StandingPlan {
  readonly journey: string;
  /** All its milestones are the account's. */
  readonly ofAccount: boolean;
  readonly steps: ReadonlyArray<{
    readonly milestone: string;
    /** Its target's time is over. */
    readonly behind: Condition;
    /** A gap that leads to it has been open for too long. */
    readonly stuck: Condition;
  }>;
  readonly silent: Condition;
}

/** What customers choose as their own goal. */
export interface OutcomesPlan {
  /** The counter that keeps what was chosen last. */
  readonly counter: string;
  /** All that there are. */
  readonly ids: readonly string[];
  /** What questions offer; empty where no guide asks. */
  readonly choices: readonly IdChoice[];
}

export interface DocPlan {
  readonly id: string;
  readonly title: Text;
  readonly body?: Text;
  readonly url?: string;
  readonly keywords: readonly string[];
  readonly on?: readonly string[];
  readonly gaps: readonly string[];
  /** Epoch milliseconds. */
  readonly published?: number;
}

/** How often something may interrupt; a field left out sets no limit. */
export interface Cap {
  readonly perSession?: number;
  readonly perDay?: number;
  /** Milliseconds between one and the next. */
  readonly apart?: number;
}

export interface LimitsPlan {
  readonly interruptions: Cap & {
    /** `false`: what is dismissed in a row makes no pause longer. */
    readonly backoff?: boolean;
  };
  /** Caps of one type of guide. */
  readonly byType: Readonly<Partial<Record<GuideType, Cap>>>;
  /** Nothing opens by itself between these two times of the user's day, like `20:00`. */
  readonly quiet?: { readonly from: string; readonly to: string };
  /** A condition under which nothing opens by itself. */
  readonly unless?: Condition;
  /** What of the page ours may not lie over, in the corners in which it stands for long. */
  readonly keepClear?: readonly Target[];
}

export interface ReportPlan {
  readonly endpoint: string;
  /** Left out: the product's name. */
  readonly writeKey?: string;
  /** `false` keeps the vendor's own events at home. */
  readonly events: boolean;
  /** Traits that may leave, by their first name; those that conditions use by default. */
  readonly traits: readonly string[];
  /** Left out: Segment's. */
  readonly format?: ReportFormat;
  /** Who asks the browser not to be followed is guided only. */
  readonly respectSignals?: boolean;
  /** Names of properties and traits whose values stay at home. */
  readonly mask?: readonly string[];
  /** How many of the page's own events are taken in at once, and each second from then on. */
  readonly rate?: { readonly burst: number; readonly perSecond: number };
  /** The address that tells where a user stands. */
  readonly progress?: string;
}

/** Beside Segment's. */
export const REPORT_FORMATS = ["rudderstack", "posthog", "cloudevents"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export type Consent = "full" | "guide-only" | "none";

/** Who may open the inspector by the address, and what a picked target must not go by. */
export interface DebugPlan {
  readonly open: boolean | "localhost";
  /** Names of classes, ids and attributes, with `*` for any letters. */
  readonly avoid: readonly string[];
}

export interface Plan {
  readonly format: 1;
  /** Content hash: two plans with the same version do the same. */
  readonly version: string;
  readonly product: string;
  /** What its engine has to be given, see needs.ts. Left out in plans from before, which a page completes. */
  readonly needs?: readonly FeatureName[];
  /** Who looks at what. Likewise. */
  readonly watched?: WatchTable;
  /** For whom Milepost is there at all. */
  readonly for: Condition;
  readonly status: Status;
  readonly consent?: Consent;
  /** Left out: on localhost, and nothing is avoided beside what looks generated. */
  readonly debug?: DebugPlan;
  readonly locale: {
    readonly default: string;
    /** The languages that texts are in; empty where nobody says. */
    readonly available: readonly string[];
    /** Words of the widgets, by locale, that stand in place of their own. */
    readonly words?: Readonly<Record<string, Partial<Words>>>;
  };
  readonly report?: ReportPlan;
  readonly counters: readonly Counter[];
  /** What conditions want to know of the page; nothing else is listened for. */
  readonly signals: readonly Signal[];
  readonly elements: readonly ElementPlan[];
  /** The most sessions that a condition asks for. */
  readonly sessions?: number;
  readonly milestones: readonly MilestonePlan[];
  /** From low to high. */
  readonly segments: readonly SegmentPlan[];
  readonly journeys: readonly JourneyPlan[];
  /** Of the journeys that conditions ask for. */
  readonly standings?: readonly StandingPlan[];
  /** Left out where nobody is asked for theirs, and no condition either. */
  readonly outcomes?: OutcomesPlan;
  readonly gaps: readonly GapPlan[];
  readonly guides: readonly GuidePlan[];
  readonly docs: readonly DocPlan[];
  readonly limits: LimitsPlan;
  /** Who sees nothing of any gap: the worth of the whole programme. */
  readonly holdout: Holdout;
  /** What of the widgets it uses, beside what all guides have; left out, as by an older version: all. */
  readonly widgets?: readonly WidgetPart[] | undefined;
  /** Its bodies as they are drawn; left out: who draws them reads their Markdown. */
  readonly marks?: Marks | undefined;
}
