import { getPath } from "../dialects/path.ts";
import { readSpecEvent, readTime } from "../dialects/readSpecEvent.ts";
import { type EventType, isBag, isFault, type SpecFault, toText } from "../dialects/specEvent.ts";
import { isLogTime, LOG_TIME } from "../dialects/time.ts";
import { toSegment } from "../dialects/toSegment.ts";
import type { Properties } from "../sdk/domain/state/facts.ts";

/** One event of a log, as far as the engine asks. */
export interface LogEvent {
  readonly type: EventType;
  /** The userId, or the anonymousId of one who was not identified. */
  readonly user: string;
  /** Another id of the same person: the anonymousId beside a userId, or the one that an alias names. */
  readonly former: string | undefined;
  /** Had nobody identified them? */
  readonly isVisitor: boolean;
  readonly account: string | undefined;
  /** Of a `track` the event's, else empty. */
  readonly name: string;
  /** The messageId; of an event without one, its text. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly properties: Properties;
  readonly traits: Properties;
  /** Path, query and hash. */
  readonly path: string | undefined;
  /** IANA time zone in which it happened. */
  readonly zone: string | undefined;
  /** Did a server send it? Then it shows nobody at work. */
  readonly byServer: boolean;
  /** Version of Milepost in the page that has sent it. */
  readonly sdkVersion?: string | undefined;
  readonly userAgent?: string | undefined;
  /**
   * It stands for events that are deleted: what it reports is taken at its word. From this moment on, in epoch
   * milliseconds, nothing hangs on those any more.
   */
  readonly kept?: number | undefined;
  /** As it stands in the log, without what parts it from the others. */
  readonly line: string;
}

const NO_EVENT: SpecFault = { code: "invalid", field: "", value: undefined, expected: "a JSON object" };

/**
 * What is said of an event, or why it is none: a type, a person and a time it has to have.
 * @param given What the text says as JSON.
 * @param line The text.
 */
export function readEvent(given: unknown, line: string): LogEvent | SpecFault {
  if (!isBag(given)) return { ...NO_EVENT, value: given };
  const raw = toSegment(given);
  const event = readSpecEvent(raw);
  if (isFault(event)) return event;
  const { type, userId, anonymousId, messageId, context, properties } = event;
  const { at = readTime(raw, "sentAt") } = event;
  if (at === undefined || !isLogTime(at))
    return { code: "time-invalid", field: "timestamp", value: raw.timestamp, expected: LOG_TIME };
  const former = type === "alias" ? (event.previousId ?? anonymousId) : anonymousId;
  const user = (userId ?? anonymousId)!;
  return {
    type,
    user,
    former: former === user ? undefined : former,
    isVisitor: userId === undefined,
    account: event.groupId,
    name: type === "track" ? event.name! : "",
    id: toText(messageId) ?? (typeof messageId === "number" ? `${messageId}` : line),
    at,
    properties,
    traits: event.traits,
    path: getPath({ type, page: context.page, properties }),
    zone: toText(context.timezone),
    byServer: (raw.channel ?? context.channel) === "server",
    sdkVersion: getSdkVersion(context.library),
    userAgent: toText(context.userAgent),
    line,
  };
}

const getSdkVersion = (library: unknown): string | undefined =>
  isBag(library) && library.name === "milepost" ? toText(library.version) : undefined;

export const isRefused = (read: LogEvent | SpecFault): read is SpecFault => "code" in read;

type Place = Pick<LogEvent, "at" | "id" | "user">;

/** By time, what happened at once by messageId; negative where `a` comes first. */
export const compareEvents = (a: Place, b: Place): number =>
  a.at - b.at || compareTexts(a.id, b.id) || compareTexts(a.user, b.user);

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
