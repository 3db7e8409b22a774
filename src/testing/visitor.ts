import type { Outgoing } from "../sdk/delivery/envelope.ts";
import type { Progress } from "../sdk/domain/engine/progress.ts";
import type { Signal } from "../sdk/domain/plan/plan.ts";
import type { Properties } from "../sdk/domain/state/facts.ts";
import type { InitOptions, Milepost } from "../sdk/milepost.ts";
import type { TestStorage } from "./createStorage.ts";
import type { TestClock } from "./testClock.ts";

export interface VisitorOptions extends Omit<InitOptions, "config" | "container"> {
  /** The config itself, or a compiled plan. */
  readonly config: object;
  /** The page that is open first. @default "https://app.example/" */
  readonly url?: string;
  /** IANA time zone. @default "UTC" */
  readonly zone?: string;
  /** One that other visitors share. @default a new one, `createClock()` */
  readonly clock?: TestClock;
  /** Another visitor's: the same browser, used by somebody else. @default a new one, `createStorage()` */
  readonly storage?: TestStorage;
}

/**
 * Somebody at a page of your product. Each method resolves once all that follows from it has happened.
 * @throws {MilepostError} `call-invalid`, where what is asked for cannot be done.
 */
export interface Visitor {
  /** The instance that is asked, as your code has one. */
  readonly milepost: Milepost;
  readonly clock: TestClock;
  readonly storage: TestStorage;
  identify(userId: string, traits?: Properties): Promise<void>;
  group(accountId: string, traits?: Properties): Promise<void>;
  /** Does something in your product, which then says so: a press, and the event. */
  track(event: string, properties?: Properties): Promise<void>;
  /** Goes to a page, or to this one again, within the product: nothing is loaded anew. */
  visit(path?: string): Promise<void>;
  /** Loads the page anew. It is the visitor that is given from then on; this one is gone. */
  reload(): Promise<Visitor>;
  /** Has trouble with the page: `rage-click`, `dead-click`, `u-turn`, `error` or `hesitation`. */
  signal(kind: Signal): Promise<void>;
  /** Closes a guide for good. */
  dismiss(guide: string): Promise<void>;
  /** Reads a guide to its end: "Got it", or the last step of a tour. */
  complete(guide: string): Promise<void>;
  /** Presses one of a guide's own buttons. */
  press(guide: string, label: string): Promise<void>;
  /** Ids of the guides that would be on the screen now, if their targets are there. */
  shown(): string[];
  /** Why a guide is shown or not, in words; without an id, of each guide, a line for one. */
  explain(guide?: string): Promise<string>;
  /** Where they stand; `undefined` without consent. */
  progress(): Progress | undefined;
  /** What your endpoint has got once the page is hidden: all, or the events of that name. */
  sent(event?: string): Promise<readonly Outgoing[]>;
  /** The lines on the console, for whoever builds the page. */
  readonly said: readonly string[];
}
