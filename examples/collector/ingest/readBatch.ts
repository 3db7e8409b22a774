import { z } from "zod";
import type { StoredEvent } from "../database/events.ts";
import type { Claims } from "../keys/verifyToken.ts";
import { parseEvent, type RejectionCode, type SentEvent } from "./event.ts";
import { isObject, makeStorable } from "./storable.ts";
import { getTime } from "./time.ts";
import { vouch } from "./vouch.ts";

/** Bytes of one event as JSON in UTF-8, with what the batch says around it. */
export const LARGEST_EVENT = 32_768;
export const MOST_EVENTS = 2_500;

/** What surrounds the events. Fields that the events name themselves win over those of the batch. */
export const envelope = z.object({
  writeKey: z.string().min(1).max(256).optional(),
  /** Whatever it is: one that is none has to be answered as a bad token, and not as a bad batch. */
  token: z.unknown().optional(),
  sentAt: z.string().nullish(),
  context: z.record(z.string(), z.unknown()).nullish(),
  batch: z.array(z.unknown()),
});
export type Envelope = z.infer<typeof envelope>;

export interface Rejection {
  /** As it was sent; empty where there was none to speak of. */
  readonly id: string;
  readonly code: RejectionCode;
  /** Whether sending it again could help. */
  readonly retryable: boolean;
}

export interface Read {
  readonly events: StoredEvent[];
  readonly rejected: Rejection[];
}

export interface Surroundings {
  readonly writeKey: string;
  /** A server that has shown the secret. */
  readonly isServer: boolean;
  /** Whether events without a `sentAt` beside them may be of any time of the past: an import, a server. */
  readonly mayBackdate: boolean;
  /** Whom the batch's token speaks for. */
  readonly claims?: Claims | undefined;
  /** Epoch milliseconds. */
  readonly received: number;
  /** A new id for an event that came without one. */
  readonly createId: () => string;
}

/** Splits a batch into what can be stored and what cannot; a bad event takes none of its neighbours along. */
export function readBatch(body: Envelope, surroundings: Surroundings): Read {
  const events: StoredEvent[] = [];
  const rejected: Rejection[] = [];
  for (const raw of body.batch) {
    const result = readEvent(raw, body, surroundings);
    if (typeof result === "string") rejected.push({ id: getSentId(raw), code: result, retryable: false });
    else events.push(result);
  }
  return { events, rejected };
}

function readEvent(raw: unknown, body: Envelope, around: Surroundings): StoredEvent | RejectionCode {
  if (!isObject(raw)) return "invalid";
  let storable: unknown;
  try {
    storable = makeStorable({
      messageId: around.createId(),
      ...raw,
      context: mergeContext(raw, body, around),
    });
  } catch {
    return "too-deep";
  }
  if (Buffer.byteLength(JSON.stringify(storable)) > LARGEST_EVENT) return "too-large";
  const event = parseEvent(storable);
  return typeof event === "string" ? event : toStored(event, body, around);
}

/** A context that is none is left for the event's own check to find. */
function mergeContext(raw: Record<string, unknown>, body: Envelope, { isServer }: Surroundings): unknown {
  const own = raw.context ?? {};
  if (!isObject(own)) return own;
  const channel = raw.channel ?? (isServer ? "server" : undefined);
  return { ...(channel !== undefined && { channel }), ...body.context, ...own };
}

function toStored(event: SentEvent, body: Envelope, around: Surroundings): StoredEvent | RejectionCode {
  const { context } = event;
  const group = event.groupId ?? (typeof context.groupId === "string" ? context.groupId : undefined);
  const vouched = vouch({ ...event, group }, around);
  if (typeof vouched === "string") return vouched;
  return {
    write_key: around.writeKey,
    message_id: event.messageId,
    ...vouched,
    type: event.type,
    event: event.event ?? event.name ?? null,
    user_id: event.userId ?? null,
    anonymous_id: event.anonymousId ?? event.previousId ?? null,
    group_id: group ?? null,
    at: new Date(getEventTime(event, body, around)).toISOString(),
    received_at: new Date(around.received).toISOString(),
    properties: event.properties,
    traits: event.traits,
    context,
  };
}

function getEventTime(event: SentEvent, body: Envelope, { received, mayBackdate }: Surroundings): number {
  const sent = event.sentAt ?? Date.parse(body.sentAt ?? "");
  return getTime({
    happened: event.timestamp ?? event.originalTimestamp,
    sent: Number.isNaN(sent) ? undefined : sent,
    received,
    mayBackdate,
  });
}

/** Cut to what an id may have, so that a reply cannot be blown up by its request. */
export function getSentId(raw: unknown): string {
  const id = isObject(raw) ? raw.messageId : undefined;
  return typeof id === "string" ? id.slice(0, 64) : "";
}
