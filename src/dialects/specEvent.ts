/** The Segment spec's calls; `screen` is a page of a mobile app, `alias` joins two ids. */
export const TYPES = ["track", "identify", "group", "page", "screen", "alias"] as const;
export type EventType = (typeof TYPES)[number];

export type Bag = Readonly<Record<string, unknown>>;

/** One call, whichever of the dialects it came in. What is left out or empty there is `undefined` here. */
export interface SpecEvent {
  readonly type: EventType;
  /** Of a `track` the event's, else the page's or screen's, where it has one. */
  readonly name: string | undefined;
  /** As it was sent, whatever it is. */
  readonly messageId: unknown;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** The id that an alias says they had before. */
  readonly previousId: string | undefined;
  /** The account in which it happened. */
  readonly groupId: string | undefined;
  /** Epoch milliseconds, by the sender's clock. */
  readonly at: number | undefined;
  readonly properties: Bag;
  readonly traits: Bag;
  readonly context: Bag;
}

/** What is wrong with an event. */
export type FaultCode =
  | "type-unknown"
  | "event-missing"
  | "time-invalid"
  | "identity-invalid"
  | "identity-missing"
  | "invalid";

/** Why an event cannot be read: which field says so, what stands there, and what was expected. */
export interface SpecFault {
  readonly code: FaultCode;
  readonly field: string;
  readonly value: unknown;
  readonly expected: string;
}

export const isFault = (read: SpecEvent | SpecFault): read is SpecFault => "code" in read;

const NAMES: ReadonlySet<unknown> = new Set(TYPES);
export const isType = (value: unknown): value is EventType => NAMES.has(value);

export const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const EMPTY: Bag = {};
export const toBag = (value: unknown): Bag => (isBag(value) ? value : EMPTY);
export const toText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** Some sources send numbers as ids. */
export const toId = (value: unknown): string | undefined =>
  typeof value === "number" && Number.isFinite(value) ? `${value}` : toText(value);
