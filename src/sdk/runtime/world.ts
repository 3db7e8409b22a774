import type { MadePlan } from "../chunks/makePlan.ts";
import type { DeliveryOptions } from "../delivery/delivery.ts";
import type { ElementPlan, Signal } from "../domain/plan/plan.ts";
import type { GuidanceOptions } from "../guidance/guidance.ts";
import type { Clock, KeyValueStore, Locks, Pages, Random, SiteData, Tabs, UnloadJournal } from "../ports.ts";
import type { RemoteProgressOptions } from "../progress/remoteProgress.ts";

/** What loads when it is first needed. */
export interface Chunks {
  config(): Promise<{ parse(config: unknown): MadePlan | Promise<MadePlan> }>;
  /** With what tells good moments from bad ones in this page; the tabs of `product` take turns. */
  show(
    product: string,
  ): Promise<
    Pick<typeof import("../chunks/show.ts"), "createGuidance" | "mount"> &
      Pick<GuidanceOptions, "activity" | "tabTurns">
  >;
  /** For a page that says what was reached before. */
  explain(): Promise<typeof import("../chunks/explaining.ts")>;
  /** With what asks a receiver. */
  remoteProgress(): Promise<
    Pick<typeof import("../chunks/progress.ts"), "createRemoteProgress"> & Pick<RemoteProgressOptions, "get">
  >;
  /** What is said to who builds the page. */
  hints(): Promise<Pick<typeof import("../chunks/hints.ts"), "debug" | "REPORTS_WAIT">>;
  /** For `init({ reached })`. */
  past(): Promise<Pick<typeof import("../chunks/readPastMilestones.ts"), "readPastMilestones">>;
  /** Where reports may leave: what sends them, and how this browser does it. */
  sending(): Promise<
    Pick<typeof import("../chunks/sending.ts"), "createDelivery" | "startSelfReports"> &
      Pick<DeliveryOptions, "transport" | "getZoneName"> & {
        createLocks(store: KeyValueStore): Locks;
      }
  >;
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
  readonly languages: readonly string[];
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
