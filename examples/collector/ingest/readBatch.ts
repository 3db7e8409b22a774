import { z } from "zod";
import type { StoredEvent } from "../database/events.ts";
import { type EventCode, parseEvent, type SentEvent } from "./event.ts";
import { makeStorable } from "./storable.ts";
import { getTime } from "./time.ts";

/** Bytes of one event as JSON in UTF-8. */
export const LARGEST_EVENT = 32_768;
export const MOST_EVENTS = 2_500;

/** What surrounds the events. Fields that the events name themselves win over those of the batch. */
export const envelope = z.object({
  writeKey: z.string().min(1).max(256).optional(),
  sentAt: z.string().optional(),
  context: z.record(z.string(), z.unknown()).nullish(),
  batch: z.array(z.unknown()),
});
export type Envelope = z.infer<typeof envelope>;

export interface Rejection {
  /** As it was sent; empty where there was none to speak of. */
  readonly id: string;
  readonly code: EventCode;
  /** Whether sending it again could help. */
  readonly retryable: boolean;
}

export interface Read {
  readonly events: StoredEvent[];
  readonly rejected: Rejection[];
}

export interface Surroundings {
  readonly writeKey: string;
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

function readEvent(raw: unknown, body: Envelope, around: Surroundings): StoredEvent | EventCode {
  let storable: unknown;
  try {
    storable = makeStorable(raw);
  } catch {
    return "too-deep";
  }
  if (Buffer.byteLength(JSON.stringify(storable) ?? "") > LARGEST_EVENT) return "too-large";
  const event = parseEvent(isObject(storable) ? { messageId: around.createId(), ...storable } : storable);
  return typeof event === "string" ? event : toStored(event, body, around);
}

function toStored(event: SentEvent, body: Envelope, { writeKey, received }: Surroundings): StoredEvent {
  const sentAt = event.sentAt ?? Date.parse(body.sentAt ?? "");
  const at = getTime({
    happened: event.timestamp ?? event.originalTimestamp,
    sent: Number.isNaN(sentAt) ? undefined : sentAt,
    received,
  });
  const context = { ...body.context, ...event.context };
  return {
    write_key: writeKey,
    message_id: event.messageId,
    type: event.type,
    event: event.event ?? event.name ?? null,
    user_id: event.userId ?? null,
    anonymous_id: event.anonymousId ?? event.previousId ?? null,
    group_id: event.groupId ?? (typeof context.groupId === "string" ? context.groupId : null),
    at: new Date(at).toISOString(),
    received_at: new Date(received).toISOString(),
    properties: event.properties,
    traits: event.traits,
    context,
  };
}

/** Cut to what an id may have, so that a reply cannot be blown up by its request. */
function getSentId(raw: unknown): string {
  const id = isObject(raw) ? raw.messageId : undefined;
  return typeof id === "string" ? id.slice(0, 64) : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
