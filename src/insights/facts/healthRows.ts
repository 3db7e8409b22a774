/** What is in people's way, and whether Milepost is well in their pages: rows as in `rows.ts`. */

/** A guide's target was not on the page. */
export interface MissingRow {
  readonly guide: string;
  readonly person: string;
  readonly at: number;
  readonly page: string;
}

/** Somebody has done with a guide, or done away with it. */
export interface EndRow {
  readonly guide: string;
  readonly person: string;
  readonly at: number;
  /** It was closed without having been gone through. */
  readonly isDismissed: boolean;
  /** Of the page that reported it; `null` where it names none. */
  readonly planVersion: string | null;
}

/** What somebody's page ran when it was heard of last. */
export interface FieldRow {
  readonly person: string;
  /** Of the last event that names a version of Milepost. */
  readonly at: number;
  readonly sdkVersion: string;
  /** Of the last report that names one; `null` where none has. */
  readonly planVersion: string | null;
}

/** An error of ours, by its code. Pages tell of each once a session. */
export interface ErrorRow {
  readonly code: string;
  readonly times: number;
  readonly people: number;
}

/** A signal of friction on pages of one kind. */
export interface FrictionRow {
  /** Their path, with `:id` for what names one thing among many. */
  readonly page: string;
  /** The paths that stands for, with any signal. */
  readonly addresses: readonly string[];
  readonly signal: string;
  readonly times: number;
  readonly people: number;
}
