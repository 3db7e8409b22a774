import type { Properties } from "../sdk/domain/state/facts.ts";

export type EventType = "track" | "identify" | "group" | "page";

/** One event of a Segment-spec log, as far as the engine asks. */
export interface LogEvent {
  readonly type: EventType;
  /** The userId, or the anonymousId of one who was not identified. */
  readonly user: string;
  readonly account: string | undefined;
  /** Of a `track` the event's, else empty. */
  readonly name: string;
  /** The messageId; of a line without one, the line itself. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: Properties;
  readonly traits: Properties;
  readonly path: string | undefined;
  /** IANA time zone in which it happened. */
  readonly zone: string | undefined;
  /** Did a server send it? Then it shows nobody at work. */
  readonly byServer: boolean;
  /** As it stands in the log. */
  readonly line: string;
}

type Bag = Readonly<Record<string, unknown>>;

const EMPTY: Bag = {};
const toBag = (value: unknown): Bag => (typeof value === "object" && value !== null ? (value as Bag) : EMPTY);
const toText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const isType = (value: unknown): value is EventType =>
  value === "track" || value === "identify" || value === "group" || value === "page";

/** Epoch milliseconds of an ISO date, NaN of anything else: `Date.parse` takes a `7` for a month. */
export function parseTime(value: unknown): number {
  return typeof value === "string" && value.charCodeAt(4) === 45 ? Date.parse(value) : Number.NaN;
}

function parse(line: string): Bag {
  try {
    return toBag(JSON.parse(line));
  } catch {
    return EMPTY;
  }
}

/** What a line says, or `undefined` where it is no event: a type, a person and a time it has to have. */
export function readEvent(line: string): LogEvent | undefined {
  const event = parse(line);
  const { type, userId, anonymousId, timestamp } = event;
  const user = userId ?? anonymousId;
  const at = parseTime(timestamp);
  if (!isType(type) || typeof user !== "string" || user === "" || Number.isNaN(at)) return undefined;
  const isTrack = type === "track";
  if (isTrack && typeof event.event !== "string") return undefined;
  const context = toBag(event.context);
  const properties = toBag(event.properties);
  return {
    type,
    user,
    account: toText(event.groupId) ?? toText(context.groupId),
    name: isTrack ? (event.event as string) : "",
    id: toText(event.messageId) ?? line.trimEnd(),
    at,
    properties,
    traits: toBag(event.traits),
    path: toText(toBag(context.page).path) ?? (type === "page" ? toText(properties.path) : undefined),
    zone: toText(context.timezone),
    byServer: (event.channel ?? context.channel) === "server",
    line,
  };
}

type Place = Pick<LogEvent, "at" | "id" | "user">;

/** By time, what happened at once by messageId; negative where `a` comes first. */
export const compareEvents = (a: Place, b: Place): number =>
  a.at - b.at || compareTexts(a.id, b.id) || compareTexts(a.user, b.user);

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
