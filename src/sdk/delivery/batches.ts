import { toJson } from "../domain/lib/json.ts";
import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import type { DeliveryContext, Outgoing } from "./envelope.ts";
import { getSize } from "./eventLimits.ts";
import type { Ledger } from "./ledger.ts";

export const BATCH_EVENTS = 50;
const BATCH_BYTES = 60_000;

/** Is there as much as goes out at once? Waiting longer would make no request fewer. */
export const fillsBatch = ({ held, bytes }: Pick<Ledger, "held" | "bytes">): boolean =>
  held >= BATCH_EVENTS || bytes >= BATCH_BYTES;

/** What surrounds the events of a batch. */
export interface Head {
  readonly writeKey: string;
  readonly token?: string | undefined;
  /** ISO 8601. */
  readonly sentAt: string;
  /** Rides along with the first event. */
  readonly delivery: DeliveryContext;
}

/** How an endpoint wants its batches. It has to be pure: the same events become the same request. */
export interface Format {
  /** The content type; `text/plain` by default, which needs no preflight. With it a token goes as a header. */
  readonly type?: string;
  /** Where batches go, given the whole address of the config; to just there by default. */
  address?(endpoint: string, head: Head): string;
  /** An event as this endpoint reads it. */
  pack(event: Outgoing, head: Head): unknown;
  /** The body, around what `pack` gave. */
  wrap(packed: readonly unknown[], head: Head): unknown;
}

/** Segment's own, which our receiver and Jitsu read too. */
const segment: Format = {
  pack: (event) => event,
  wrap: (batch, { delivery, ...head }) => ({ ...head, batch }),
};

export interface Batch {
  readonly ids: readonly string[];
  readonly body: string;
}

/**
 * The first batch of a queue that is not empty: the events of the identity that comes first, in their order, at most
 * `most` of them and 60,000 bytes in all.
 */
export function cutBatch(
  queue: readonly Outgoing[],
  most: number,
  head: Head,
  { pack, wrap }: Format = segment,
): Batch {
  const [{ userId, anonymousId }] = queue as [Outgoing];
  const ids: string[] = [];
  const packed: unknown[] = [];
  let bytes = getSize(wrap(packed, head));
  for (const event of queue) {
    if (event.userId !== userId || event.anonymousId !== anonymousId) continue;
    const first = !ids.length;
    const delivery = { ...event.context.delivery, ...(first && head.delivery) };
    const outgoing = { ...event, sentAt: head.sentAt, context: { ...event.context, delivery } };
    const one = pack(withoutPrototype(outgoing), head);
    bytes += getSize(one) + 1;
    if (!first && (ids.length >= most || bytes > BATCH_BYTES)) break;
    packed.push(one);
    ids.push(event.messageId);
  }
  return { ids, body: toJson(wrap(packed, head)) };
}
