import type { Delivery, Outgoing } from "./envelope.ts";
import { getSize } from "./record.ts";

export const BATCH_EVENTS = 50;
const BATCH_BYTES = 60_000;

/** What surrounds the events of a batch. */
export interface Head {
  readonly writeKey: string;
  readonly token?: string | undefined;
  /** ISO 8601. */
  readonly sentAt: string;
  /** Rides along with the first event. */
  readonly delivery: Delivery;
}

export interface Batch {
  readonly ids: readonly string[];
  readonly body: string;
}

/**
 * The first batch of a queue that is not empty: the events of the identity that comes first, in their order, at most
 * `most` of them and 60,000 bytes in all.
 */
export function cutBatch(queue: readonly Outgoing[], most: number, { delivery, ...head }: Head): Batch {
  const [{ userId, anonymousId }] = queue as [Outgoing];
  const batch: Outgoing[] = [];
  let bytes = getSize({ ...head, batch });
  for (const event of queue) {
    if (event.userId !== userId || event.anonymousId !== anonymousId) continue;
    const first = !batch.length;
    const context = { ...event.context, delivery: { ...event.context.delivery, ...(first && delivery) } };
    const stamped = { ...event, sentAt: head.sentAt, context };
    bytes += getSize(stamped) + 1;
    if (!first && (batch.length >= most || bytes > BATCH_BYTES)) break;
    batch.push(stamped);
  }
  return { ids: batch.map((event) => event.messageId), body: JSON.stringify({ ...head, batch }) };
}
