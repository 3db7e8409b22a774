import type { RunParts } from "../../inspector/inspected.ts";
import type { Beside, Connected } from "../chunks/connect.ts";
import type { MadePlan } from "../chunks/makePlan.ts";
import type { Sending } from "../chunks/sending.ts";
import type { Explanation } from "../domain/decide/explain.ts";
import type { Progress } from "../domain/engine/progress.ts";
import type { Consent, ElementPlan, Plan, Signal } from "../domain/plan/plan.ts";
import type { Report } from "../domain/state/facts.ts";
import type { GuidanceOptions } from "../guidance/guidance.ts";
import type { InitOptions } from "../milepost.ts";
import type { Identity } from "../person/identity.ts";
import type {
  Clock,
  KeyValueStore,
  Pages,
  PersonCall,
  Random,
  SiteData,
  Tabs,
  Undo,
  UnloadJournal,
} from "../ports.ts";
import type { FaultListeners, Faults } from "./faults.ts";

type Shown = Awaited<ReturnType<typeof import("../chunks/loadShow.ts")["loadShow"]>>;

/** What loads when it is first needed. */
export interface Chunks {
  /** What judges facts and guides, with what the plan needs of it: with the first fact that concerns somebody. */
  engine(plan: Pick<Plan, "needs">): Promise<{ createAwakeRun(options: AwakeRunOptions): Promise<Run> }>;
  config(): Promise<{ parse(config: unknown): MadePlan | Promise<MadePlan> }>;
  /** With what tells good moments from bad ones in this page; the tabs of `product` take turns. */
  show(
    plan: Plan,
  ): Promise<
    Pick<Shown, "createGuidance" | "mount" | "kinds"> & Pick<GuidanceOptions, "activity" | "tabTurns">
  >;
  /** For a page that says what was reached before. */
  explain(): Promise<typeof import("../chunks/explaining.ts")>;
  /** With what asks a receiver. */
  remoteProgress(): Promise<NonNullable<Beside["progress"]>>;
  /** What is said to who builds the page. */
  hints(): Promise<Pick<typeof import("../chunks/hints.ts"), "debug" | "REPORTS_WAIT">>;
  /** For `init({ reached })`. */
  past(): Promise<Pick<typeof import("../chunks/readPastMilestones.ts"), "readPastMilestones">>;
  /** Where reports may leave: what sends them, as this browser does it. */
  sending(): Promise<Sending>;
  /** For reports in another form, or that somebody has a say in. */
  reporting(): Promise<Pick<typeof import("../chunks/reporting.ts"), "createReporting">>;
}

/** What sees the page. Each half is a chunk, loaded with the first plan that asks for it; `end` ends it. */
export interface Watch {
  /** Tells of friction of these kinds. */
  signals(
    kinds: readonly Signal[],
    tell: (signal: Signal) => void,
    options: {
      readonly product: string;
      /** Where our own reports go, which are no answer to anybody. */
      readonly endpoint: string | undefined;
      readonly end: AbortSignal;
    },
  ): Promise<void>;
  /** Tells which of these the page has, by their keys, whenever that has changed. */
  elements(
    plans: readonly ElementPlan[],
    tell: (keys: ReadonlySet<string>) => void,
    options: { readonly end: AbortSignal },
  ): Promise<void>;
}

/** What the tabs of one product share. */
export interface Shared {
  readonly store: KeyValueStore;
  readonly tabs: Tabs;
  readonly journal: UnloadJournal;
}

/** All that an instance is plugged into. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pages;
  readonly chunks: Chunks;
  /** Left out where there is no page: no friction shows then, and every element counts as there. */
  readonly watch?: Watch;
  /** BCP 47 tags of the page and the browser, best first. */
  languages(): readonly string[];
  /** Whether the browser has a network at all. */
  online(): boolean;
  /** By whose calendar days are told: an IANA time zone, or `LOCAL`. */
  readonly zone: string;
  /** Whether it is who builds the page that looks at it: on localhost. */
  isLocal(): boolean;
  /** Whether the browser asks that nobody is followed: by Global Privacy Control or Do Not Track. */
  asksForPrivacy(): boolean;
  /**
   * Runs what it is given in a task of its own, after this one: until then the page may say more in the same breath. Left
   * out: in a microtask.
   */
  readonly soon?: (run: () => void) => void;
  /** Opened only once something may be stored. `onBroken` is called once, when nothing can be stored any more. */
  open(product: string, onBroken: () => void): Shared;
  siteData(product: string): SiteData;
}

/** One person guided by one plan on one page. Times are those of the calls, in epoch milliseconds. */
export interface Run {
  /** Resolves once it is stored: for an event to its messageId, or to `undefined` where it was refused. */
  hear(call: PersonCall): Promise<string | undefined>;
  /** Milestones that were reached before anybody looked: ISO dates or epoch milliseconds, by their ids. */
  markReached(past: Readonly<Record<string, unknown>>): Promise<void>;
  progress(): Progress;
  /** To be called when no call waits any more: what they have said together is judged, and shown. */
  settle(): void;
  /** Resolves once all that has happened so far is stored. */
  whenStored(): Promise<void>;
  /** What the inspector looks into, as it is in this run; `undefined` while it sleeps. */
  readonly parts: RunParts | undefined;
  /** Calls that are being stored, and that the journal does not know of. */
  getPending(): readonly PersonCall[];
  /** Guides may show from now on. To be called once the calls that came before, `identify` among them, are carried out. */
  begin(): void;
  start(id: string): Promise<void>;
  end(id?: string): void;
  pause(paused: boolean): void;
  /** Why each guide is shown or not, now. */
  explain(): Promise<Explanation[]>;
  stop: Undo;
}

export interface RunOptions extends FaultListeners {
  readonly plan: Plan;
  readonly consent: Exclude<Consent, "none">;
  readonly options: InitOptions;
  readonly world: World;
  readonly shared: Shared;
  /** The address whose view another run of this page has counted last: this one does not count it again. */
  readonly counted: string | undefined;
  /** When the page has called `init`, in epoch milliseconds. */
  readonly since: number;
  createId(): string;
  /** Do calls of the page wait? What is said in one breath is judged at its end. */
  isMore(): boolean;
  onReport(report: Report): void;
  /** Called when where the person stands may have changed, once for all that happens in one task. */
  onProgress(): void;
}

/** Who is at work, and what of them leaves. */
export interface Connection extends Partial<Connected>, Partial<Pick<Sending, "createSelfReports">> {
  readonly identity: Identity;
  /** Nothing was waited for since the identity was opened. */
  readonly isJustOpened: boolean;
}

/** What is known of a page, asleep and awake. */
export interface Visit {
  /** The user has neither pressed nor typed since the page was loaded. */
  isFresh: boolean;
  /** The page has called `page()` for the view that it shows: another call is another view. */
  isSaid: boolean;
  /** Whether an event of that time, in epoch milliseconds, is to be taken in: a loop that has run away is cut. */
  isInRate(at: number): boolean;
}

/** What runs have in common, whether they sleep or are awake. */
export interface AwakeRunOptions extends RunOptions {
  readonly connection: Connection;
  readonly faults: Faults;
  readonly visit: Visit;
  /** BCP 47 tags, best first. */
  locales(): readonly string[];
  /** For what a rest holds: this version, plan, consent and offset of the local time. */
  readonly restOf: string;
  /** A run of this page has slept, and has noted what happened up to now. */
  readonly isWoken?: boolean;
}
