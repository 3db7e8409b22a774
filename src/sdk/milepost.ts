import type { BeforeSend } from "./delivery/beforeSend.ts";
import type { TokenSource } from "./delivery/tokens.ts";
import type { Explanation } from "./domain/decide/explain.ts";
import type { Progress } from "./domain/engine/progress.ts";
import type { Consent } from "./domain/plan/plan.ts";
import type { Report } from "./domain/state/facts.ts";
import type { MilepostError } from "./errors.ts";
import type { Undo } from "./ports.ts";
import type { Renderers } from "./renderers.ts";
import type { AccountTraits, EventName, EventProperties, GuideId, UserTraits } from "./vocabulary.ts";

export interface InitOptions {
  /** URL of a config or a compiled plan, or the config itself. */
  readonly config: string | object;
  readonly user?: string | number;
  readonly account?: string | number;
  /** Wins over the config's `report.endpoint`. */
  readonly endpoint?: string;
  /** Wins over the config's `report.writeKey`; the product's name where neither gives it. */
  readonly writeKey?: string;
  /**
   * Milestones that the user had reached before Milepost came: when, by their ids (ISO dates). They are marked without
   * a report.
   */
  readonly reached?: Readonly<Record<string, string>>;
  /**
   * A token of your server's (JWT) that proves who the user is, or a function that fetches one: called when it is first
   * needed, and once more when an endpoint refuses it. It goes along with its own user's events alone.
   */
  readonly token?: TokenSource;
  /**
   * Sees each event before it is stored, and returns what is to leave in its place, or nothing to keep it at home. Whose
   * event it is, and when it happened, cannot be changed: an answer that does, or a throw, drops the event.
   */
  readonly beforeSend?: BeforeSend;
  /** BCP 47 tag; the page's language, then the browser's, by default. */
  readonly locale?: string;
  /** Wins over the config's `consent`. Where neither gives it: `guide-only`. */
  readonly consent?: Consent;
  /** `auto` (default): all guides; `asked`: only what the user or `start` opens; `off`: none. */
  readonly guides?: "auto" | "asked" | "off";
  /** Where `<milepost-root>` goes, or a selector of that, which is waited for; the body by default. */
  readonly container?: Element | string;
  /**
   * `true` says on the console which guides are not shown, and why; `false` says nothing. By default it is said on
   * localhost alone.
   */
  readonly debug?: boolean;
  /** Draws these kinds of guides in place of our widgets; when they show, and what is reported, stays as it is. */
  readonly render?: Renderers;
  /**
   * Your router: follows the links in guides that stay with your origin, without loading the page anew. It is given path,
   * query and hash. Left out: the browser follows them.
   */
  readonly navigate?: (url: string) => void;
}

/** What `on` may listen to, and what its listeners are given. */
export interface Events {
  milestone: Report;
  gap: Report;
  guide: Report;
  lead: Report;
  /** Every report, of the types above and all others. */
  report: Report;
  /** What `progress` answers may have changed, here or in another tab; told once for all that happens in one task. */
  progress: undefined;
  error: MilepostError;
}

/**
 * One guide to one page. No method throws into the page; what is wrong with a call is said on the console and to
 * `on("error")`. Calls before the config is there wait, and are taken in their order with the time of the call.
 */
export interface Milepost {
  init(options: InitOptions): void;
  /**
   * Says who the user is; a number is taken as its text. Traits are merged into those known. With what is no id, nobody is
   * identified from then on.
   */
  identify(userId: string | number, traits?: UserTraits): void;
  /** Says which account the user works in; `null`: in none. Likewise. */
  group(accountId: string | number | null, traits?: AccountTraits): void;
  /**
   * Says what happened. Resolves to the messageId once the event is stored, to `undefined` when it was refused; never
   * rejects.
   */
  track<E extends EventName>(event: E, properties?: EventProperties<E>): Promise<string | undefined>;
  /** Says that a page was opened; noticed by itself where the address changes. */
  page(): void;
  /** Opens a guide or doc now, whatever its conditions and limits say. */
  start(id: GuideId): void;
  /** Closes a guide, or all that interrupt. */
  end(id?: GuideId): void;
  /** Shows nothing until `resume`. */
  pause(): void;
  resume(): void;
  /** The return value takes the listener away. */
  on<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): Undo;
  off<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): void;
  once<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): Undo;
  /**
   * Resolves once it is known how it stands with this page: calls are taken, nothing begins without consent, or it could
   * not start, which the console says. Never rejects. Before `init` it waits for that.
   */
  ready(): Promise<void>;
  /** Starts a new anonymous person, as at a logout. */
  reset(): void;
  /**
   * Says what the user consents to, at any time, up or down. `guide-only` empties what waits to be sent, `none` all that
   * was stored; it ends in every tab. What somebody has opted out of themselves stays so.
   */
  setConsent(level: Consent): void;
  /** Takes an `optOut` back, and consents in full. */
  optIn(): void;
  /** Ends everything in every tab and forgets it, now and on later pages, until `optIn`. */
  optOut(): void;
  /** Where the user stands; `undefined` before `ready`, without consent, and where it could not start. */
  progress(): Progress | undefined;
  /**
   * Why each guide (or the one of this id) is shown or not, as data and in words. It answers when `ready` does, and loads
   * what says so. The list is empty where it could not start, which the console says.
   */
  explain(guide?: GuideId): Promise<readonly Explanation[]>;
  /** Opens the inspector in the page. From now on the console also says which guides are not shown, and why. */
  debug(): void;
  /** Takes everything away: nodes, listeners, timers. The instance does nothing from then on. */
  destroy(): void;
  /** An early call, `["track", "Invoice Sent"]`, also taken when the script is there already. */
  push(...calls: ReadonlyArray<readonly unknown[]>): void;
}
