import { readRecord } from "../domain/lib/readRecord.ts";
import { DAY_MS } from "../domain/time/spans.ts";
import type { Outgoing } from "./envelope.ts";
import { getSize, isUrgent } from "./eventLimits.ts";
import type { DropReason } from "./ledger.ts";

const OLDEST_MS = 7 * DAY_MS;
const EVENTS = 1_000;
const BYTES = 2_000_000;

export const isOver = (events: number, bytes: number): boolean => events > EVENTS || bytes > BYTES;

/** Stored events, sorted into those that may still be sent and those that are given up. */
export interface Triage {
  /** What may be sent, in the order in which it came to be held: a clock that was moved does not change that. */
  readonly queue: readonly Outgoing[];
  /** Its bytes as JSON. */
  readonly bytes: number;
  readonly gone: ReadonlyMap<string, DropReason>;
}

const getSeq = ({ context }: Outgoing): number =>
  Number.isFinite(context.delivery?.seq) ? context.delivery!.seq! : 0;

export const inOrder = (a: Outgoing, b: Outgoing): number => getSeq(a) - getSeq(b);

/** As much of a record as is relied on here; the rest is for the endpoint to judge. */
function isSound(record: unknown, id: string): record is Outgoing {
  const { messageId, timestamp, context, event, userId, anonymousId } = readRecord(record);
  // What only looks like a text may throw when it is read as one, and is never equal to itself.
  const areTexts = [timestamp, event, userId, anonymousId].every(
    (value) => value === undefined || typeof value === "string",
  );
  return messageId === id && areTexts && Date.parse(`${timestamp}`) > 0 && !!context && getSize(record) > 0;
}

/** Sorts stored records, by their message ids, into what may be sent and what has to go. */
export function triageRecords(records: ReadonlyMap<string, unknown>, now: number): Triage {
  const gone = new Map<string, DropReason>();
  const sound: Outgoing[] = [];
  for (const [id, record] of records) {
    if (!isSound(record, id)) gone.set(id, "corrupt");
    else if (Date.parse(record.timestamp) < now - OLDEST_MS) gone.set(id, "expired");
    else sound.push(record);
  }
  sound.sort(inOrder);
  let events = 0;
  let bytes = 0;
  // From the newest to the oldest, milestones before all others: what comes when it is full is given up.
  for (const event of [...sound].reverse().sort((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)))) {
    const size = getSize(event);
    if (isOver(++events, bytes + size)) gone.set(event.messageId, "overflow");
    else bytes += size;
  }
  return { queue: sound.filter(({ messageId }) => !gone.has(messageId)), bytes, gone };
}
