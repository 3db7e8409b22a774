import { z } from "zod";
import { parseTime } from "../../dialects/time.ts";
import { toSegment } from "../../dialects/toSegment.ts";
import type { StoredEvent } from "../database/events.ts";
import type { Claims } from "../keys/verifyToken.ts";
import { Refusal } from "../lib/refusal.ts";
import { type Allowance, isObject, makeStorable, Unstorable } from "../lib/storable.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { parseEvent, type RejectionCode, type SentEvent } from "./event.ts";
import { getTime } from "./time.ts";
import { vouch } from "./vouch.ts";

/** Bytes of one event as JSON in UTF-8, with what the batch says around it. */
export const LARGEST_EVENT = 32_768;
export const MOST_EVENTS = 2_500;
/** Bytes of all events, with what the batch says around them counted for each: it is stored with each. */
export const LARGEST_BATCH = 4 * 1_048_576;

/** What of a context is not stored: by which address and browser somebody came. */
const UNKEPT = ["ip", "userAgent", "userAgentData"];

/** What surrounds the events. Fields that the events name themselves win over those of the batch. */
export const envelope = z.object({
  writeKey: z.string().min(1).max(256).optional(),
  /** Whatever it is: one that is none has to be answered as a bad token, and not as a bad batch. */
  token: z.unknown().optional(),
  sentAt: z.string().nullish(),
  /** Looked at once, by what makes it storable: to check each of its keys here takes longer than all else. */
  context: z.custom<Record<string, unknown>>(isObject).nullish(),
  batch: z.custom<readonly unknown[]>(Array.isArray),
});
export type Envelope = z.infer<typeof envelope>;

export interface Rejection {
  /** As it was sent; empty where there was none to speak of. */
  readonly id: string;
  readonly code: RejectionCode;
  /** Whether sending it again could help. */
  readonly retryable: boolean;
}

/** An event that can be stored, and about how much of it there is. */
export interface ReadEvent {
  readonly event: StoredEvent;
  readonly bytes: number;
}

export interface Read {
  readonly events: readonly ReadEvent[];
  readonly rejected: readonly Rejection[];
}

export interface Surroundings {
  readonly writeKey: string;
  /** A server that has shown the secret. */
  readonly isServer: boolean;
  /**
   * Whether it is taken at its word: a server, an import. Its events may be of any time of the past where no `sentAt` is
   * beside them, and may say that a server sends them.
   */
  readonly isTrusted: boolean;
  /** Whom the batch's token speaks for. */
  readonly claims?: Claims | undefined;
  /** Epoch milliseconds. */
  readonly received: number;
  /** A new id for an event that came without one. */
  readonly createId: () => string;
}

/**
 * Splits a batch into what can be stored and what cannot; a bad event takes none of its neighbours along. What is around
 * the events is made storable once.
 * @param turns Lets others come in between.
 * @throws {Refusal} where the batch has to come in smaller parts.
 */
export async function readBatch(body: Envelope, around: Surroundings, turns?: Turns): Promise<Read> {
  await turns?.take();
  const shared = readShared(body);
  const events: ReadEvent[] = [];
  const rejected: Rejection[] = [];
  for (const raw of body.batch) {
    const result = readEvent(raw, shared, around);
    if (typeof result === "string") rejected.push({ id: getSentId(raw), code: result, retryable: false });
    else events.push(result);
    const turn = turns?.giveWay();
    if (turn) await turn;
  }
  return { events, rejected };
}

/** What a batch says for all of its events. */
interface Shared {
  readonly context: Readonly<Record<string, unknown>>;
  readonly bytes: number;
  /** Epoch milliseconds, by the sender's clock. */
  readonly sent: number | undefined;
  /** Why no event can be stored with it. */
  readonly fault: RejectionCode | undefined;
}

function readShared({ context, sentAt, batch }: Envelope): Shared {
  const time = parseTime(sentAt);
  const sent = Number.isNaN(time) ? undefined : time;
  const allowance = { left: LARGEST_EVENT };
  try {
    const storable = makeStorable(context ?? {}, allowance, 1) as Record<string, unknown>;
    const bytes = LARGEST_EVENT - allowance.left;
    if (bytes * batch.length > LARGEST_BATCH) throw new Refusal("batch-too-large");
    return { context: storable, bytes, sent, fault: undefined };
  } catch (error) {
    return { context: {}, bytes: 0, sent, fault: getFault(error) };
  }
}

function readEvent(raw: unknown, shared: Shared, around: Surroundings): ReadEvent | RejectionCode {
  if (!isObject(raw)) return "invalid";
  if (shared.fault) return shared.fault;
  const allowance: Allowance = { left: LARGEST_EVENT - shared.bytes };
  try {
    const own = toSegment(makeStorable(raw, allowance) as Record<string, unknown>);
    const context = mergeContext(own, shared, around);
    const id = Object.hasOwn(own, "messageId") ? own.messageId : around.createId();
    const event = parseEvent({ ...own, messageId: id, context });
    const stored = typeof event === "string" ? event : toStored(event, shared, around);
    return typeof stored === "string" ? stored : { event: stored, bytes: LARGEST_EVENT - allowance.left };
  } catch (error) {
    return getFault(error);
  }
}

function getFault(error: unknown): RejectionCode {
  if (error instanceof Unstorable) return error.code;
  throw error;
}

/** A context that is none is left for the event's own check to find. */
function mergeContext(own: Readonly<Record<string, unknown>>, shared: Shared, around: Surroundings): unknown {
  const context = own.context ?? {};
  if (!isObject(context)) return context;
  const channel = own.channel ?? (around.isServer ? "server" : undefined);
  const said: Record<string, unknown> = { ...shared.context, ...context };
  // Libraries of the Segment spec send them along; nothing here asks for them.
  for (const name of UNKEPT) delete said[name];
  const merged: Record<string, unknown> = { ...(channel !== undefined && { channel }), ...said };
  // Only a server says that it is one: much is believed of it, and its events show nobody at work.
  if (merged.channel !== "server" || around.isTrusted) return merged;
  const { channel: _, ...rest } = merged;
  return rest;
}

function toStored(event: SentEvent, shared: Shared, around: Surroundings): StoredEvent | RejectionCode {
  const { userId, anonymousId, previousId, groupId: group } = event;
  const vouched = vouch({ userId, anonymousId, previousId, group }, around);
  if (typeof vouched === "string") return vouched;
  return {
    write_key: around.writeKey,
    message_id: event.messageId,
    owner: vouched.subject || (userId ?? ""),
    ...vouched,
    type: event.type,
    event: event.name ?? null,
    user_id: userId ?? null,
    anonymous_id: anonymousId ?? previousId ?? null,
    previous_id: previousId ?? null,
    group_id: group ?? null,
    at: new Date(getEventTime(event, shared, around)).toISOString(),
    received_at: new Date(around.received).toISOString(),
    properties: event.properties,
    traits: event.traits,
    context: event.context,
  };
}

function getEventTime(event: SentEvent, shared: Shared, { received, isTrusted }: Surroundings): number {
  // It may come hours after it was sent, which says nothing about a clock.
  const isHandedOn = isTrusted && event.isHandedOn;
  return getTime({
    happened: event.at,
    sent: isHandedOn ? undefined : (event.sent ?? shared.sent),
    received,
    mayBackdate: isTrusted,
  });
}

/** Cut to what an id may have, so that a reply cannot be blown up by its request. */
export function getSentId(raw: unknown): string {
  const id = isObject(raw) ? raw.messageId : undefined;
  return typeof id === "string" ? id.slice(0, 64) : "";
}
