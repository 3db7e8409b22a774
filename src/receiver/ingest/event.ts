import { readSpecEvent, readTime } from "../../dialects/readSpecEvent.ts";
import { type Bag, type FaultCode, isFault, type SpecEvent } from "../../dialects/specEvent.ts";

/** Characters of an id. */
export const LONGEST_ID = 256;
/** Characters of the name of what was tracked, or of a page. */
const LONGEST_NAME = 256;

/** What is wrong with an event, by what says so; none of it gets better by sending it again. */
const CODES = [
  "id-invalid",
  "type-unknown",
  "event-missing",
  "time-invalid",
  "identity-invalid",
  "identity-missing",
  "invalid",
] as const satisfies ReadonlyArray<FaultCode | "id-invalid">;

/** Why one event is refused, and its neighbours are not. */
export const REJECTIONS = [
  ...CODES,
  "user-foreign",
  "token-expired",
  "too-large",
  "too-deep",
  "unstorable",
  "erased",
] as const;
export type RejectionCode = (typeof REJECTIONS)[number];

export interface SentEvent extends SpecEvent {
  readonly messageId: string;
  /** When it was sent, in epoch milliseconds, by the sender's clock. */
  readonly sent: number | undefined;
  /** A pipeline says when it received it, so its time is free of the sender's clock error already. */
  readonly isHandedOn: boolean;
}

/** The event, checked and in its types, or why not. */
export function parseEvent(raw: Bag): SentEvent | RejectionCode {
  const { messageId } = raw;
  if (typeof messageId !== "string" || !/^[A-Za-z0-9._-]{1,64}$/.test(messageId)) return "id-invalid";
  const event = readSpecEvent(raw);
  if (isFault(event)) return event.code;
  const { userId, anonymousId, previousId, groupId, name } = event;
  const sent = readTime(raw, "sentAt");
  if (Number.isNaN(sent)) return "time-invalid";
  if (isLong(name, LONGEST_NAME)) return event.type === "track" ? "event-missing" : "invalid";
  const ids = [userId, anonymousId, previousId, groupId];
  return ids.some((id) => isLong(id, LONGEST_ID))
    ? "identity-invalid"
    : { ...event, messageId, sent, isHandedOn: typeof raw.receivedAt === "string" };
}

const isLong = (text: string | undefined, most: number): boolean => text !== undefined && text.length > most;
