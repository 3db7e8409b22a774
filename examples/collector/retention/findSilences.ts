import { hash128 } from "../../../src/sdk/domain/lib/hash.ts";
import type { StoredEvent } from "../database/events.ts";
import type { LastSign } from "../database/silences.ts";
import type { Keys } from "../keys/keys.ts";

/** For whom nobody else can vouch. */
const RECEIVER = "milepost:receiver";

export interface Silences {
  /** A report of each account that is silent now, with an id that is the same whoever notices it, and when. */
  readonly reports: readonly StoredEvent[];
  /** When the next of the others is, in epoch milliseconds, unless it is heard of before. */
  readonly next: number;
}

/** @param now Epoch milliseconds. */
export function findSilences(signs: readonly LastSign[], keys: Keys, now: number): Silences {
  const reports: StoredEvent[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const sign of signs) {
    const key = keys.get(sign.writeKey);
    const last = key?.verify ? sign.vouched : sign.said;
    if (key?.silentAfter === undefined || last === null) continue;
    const at = last + key.silentAfter;
    if (at <= now) reports.push(createReport(sign, { at, last, now, product: key.plan?.product ?? "" }));
    else next = Math.min(next, at);
  }
  return { reports, next };
}

interface Silence {
  readonly at: number;
  readonly last: number;
  readonly now: number;
  readonly product: string;
}

function createReport({ writeKey, account }: LastSign, { at, last, now, product }: Silence): StoredEvent {
  const since = new Date(last).toISOString();
  const tuple = [product, "account", account, "Account Silent", "", since];
  const id = `mp_${hash128(JSON.stringify(tuple))}`;
  return {
    write_key: writeKey,
    message_id: id,
    subject: RECEIVER,
    member: true,
    type: "track",
    event: "Account Silent",
    user_id: null,
    anonymous_id: null,
    group_id: account,
    at: new Date(at).toISOString(),
    received_at: new Date(now).toISOString(),
    properties: { event_id: id, schema: 1, occurrence: since, elapsed_ms: at - last },
    traits: {},
    context: { channel: "server" },
  };
}
