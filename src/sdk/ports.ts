/**
 * What the SDK needs of the world around it. `browser/` answers these for a page; tests and other hosts bring their own.
 */
import type { Busy } from "./domain/decide/reasons.ts";
import type { Target } from "./domain/plan/plan.ts";

export type Undo = () => void;

/**
 * One party's share of a transaction: the records it reads and what it makes of them. `apply` is given the values of
 * `keys` in their order (`undefined` where there is none) and returns the records to write; `undefined` deletes.
 */
export interface Change {
  /** A function is called once the changes before this one are applied, which may say of which record it is. */
  readonly keys: readonly string[] | (() => readonly string[]);
  apply(values: readonly unknown[]): Readonly<Record<string, unknown>>;
}

/** A durable map that all tabs of an origin share. */
export interface KeyValueStore {
  /** Reads and writes all changes in one transaction, in their order: all of it is stored, or nothing is. */
  update(...changes: readonly Change[]): Promise<void>;
  /** Values in the order of `keys`; `undefined` where there is none. */
  read(keys: readonly string[]): Promise<unknown[]>;
  /** The records whose key starts with `prefix`, in the order of their keys. */
  list(prefix: string): Promise<Array<readonly [key: string, value: unknown]>>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Where the records are now; it may fall from `indexeddb` to `memory` when storage breaks, never back. */
  readonly kind: "indexeddb" | "memory";
  close(): void;
}

/** Synchronous storage for a state that is not in the store yet when the page is hidden. */
export interface UnloadJournal {
  /** @param id Overwrites what was written under it before. */
  write(id: string, words: unknown): void;
  /** Returns all that pages have written, and deletes it. */
  drain(): unknown[];
  /** Has no page written anything? */
  isEmpty(): boolean;
}

/** The calls that say something of a person, by their method. */
export const PERSON_CALLS = ["identify", "group", "track", "page", "reset"] as const;

/** One such call, with its arguments, its time, and the id that the event made of it will have. */
export interface PersonCall {
  readonly say: (typeof PERSON_CALLS)[number];
  /** The user, account or event; empty for the others, and where no user or account is named. */
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string;
}

/** Calls that no core has taken when the page is hidden, kept for the next page. */
export interface PendingCalls {
  /** From now on calls may be kept. */
  allow(): void;
  /** Deletes what is kept, and keeps nothing. */
  forget(): void;
  /** Returns the calls that earlier pages have kept, and deletes them. */
  drain(): readonly PersonCall[];
  stop: Undo;
}

/**
 * What is known of the user's progress on other devices. `pending`: this device is new to the user and no answer is there
 * yet, so nothing opens by itself. `unavailable`: no answer came, and nothing interrupts in this session.
 */
export type RemoteProgressStatus = "pending" | "unavailable" | "known";

/** What one product stores in this browser, and whether the user allows any of it. */
export interface SiteData {
  /** Deletes all of it but the refusal, for all tabs. */
  forget(): Promise<void>;
  /** Whether the user has opted out. */
  isRefused(): boolean;
  refuse(refused: boolean): void;
  /** Whether the last page left its user so that nobody has to look at the next one; a guess, of which nothing hangs. */
  isAsleep(): boolean;
  noteAsleep(asleep: boolean): void;
}

/** What the user is at in this page. */
export interface UserActivity {
  /** Why nothing may open by itself now; `undefined` where it may. A dialog that holds the `target` is no reason. */
  getBusy(target: Target | undefined): Busy | undefined;
  /** Where their mouse or pen is in the window, in pixels; `undefined` where that is not known. */
  getPointer(): { readonly x: number; readonly y: number } | undefined;
  /** Called whenever the answer of `getBusy` may have changed. */
  onChange(listener: () => void): Undo;
}

/** One interruption at a time over all tabs that are seen, or several with the same guide. */
export interface TabTurns {
  /**
   * Calls `run` once no other tab that is seen shows another guide: a task later at the earliest, or at once where the
   * browser has no locks. The turn is kept until the undo is called; a tab that is hidden lets the others go on.
   */
  whenMine(guide: string, run: () => void): Undo;
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once when `now()` has come to `at`, also after sleep and clock changes; the return value calls it off. */
  wake(at: number, run: () => void): Undo;
  /** Runs once `ms` milliseconds from now, wherever the clock is set to meanwhile; an hour at most. */
  after(ms: number, run: () => void): Undo;
}

/** A number in [0, 1). */
export type Random = () => number;

export interface Reply {
  readonly status: number;
  /** The `Retry-After` header as it came. */
  readonly retryAfter?: string;
  /** The parsed JSON body, or `undefined` where there is none or it is not JSON. */
  readonly body?: unknown;
}

export interface ListenOptions {
  /** Takes each message, as the JSON that it is. */
  tell(message: unknown): void;
  readonly signal: AbortSignal;
}

export interface PostOptions {
  /** The request may outlive the page. */
  readonly leaving: boolean;
  /** The content type; plain text by default, which needs no preflight. */
  readonly type?: string | undefined;
  /** A token for the `Authorization` header. */
  readonly bearer?: string | undefined;
}

export interface Transport {
  /** Posts `body`; rejects when no reply came. */
  post(url: string, body: string, options: PostOptions): Promise<Reply>;
}

/** Lets one tab of many do a thing. */
export interface Locks {
  /** Runs `task` if no other tab holds `name`; otherwise resolves to `undefined` at once. */
  whenFree<T>(name: string, task: () => Promise<T>): Promise<T | undefined>;
}

/** The other tabs of the same origin. */
export interface Tabs {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Undo;
}

/** The page that the user sees. */
export interface Pages {
  /** The current address, whole. */
  url(): string;
  /** Called after each change of the address, single-page navigation included. */
  onChange(listener: () => void): Undo;
  visible(): boolean;
  /** Called when the page may be about to go for good: hidden, frozen or left. */
  onHide(listener: () => void): Undo;
  /** Called when it is seen again, also from the back/forward cache. */
  onShow(listener: () => void): Undo;
  /** Called at the user's presses and keys, at most once each few seconds. What was pressed is not looked at. */
  onActivity(listener: () => void): Undo;
}
