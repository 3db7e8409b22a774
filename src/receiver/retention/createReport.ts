import { hash128 } from "../../sdk/domain/lib/hash.ts";
import type { StoredEvent } from "../database/events.ts";

/** For whom nobody else can vouch. */
const RECEIVER = "milepost:receiver";

export interface Silence {
  readonly writeKey: string;
  readonly product: string;
  readonly account: string;
  /** When its people did something last, in epoch milliseconds. */
  readonly last: number;
  /** Milliseconds after which that is a silence. */
  readonly silentAfter: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A report of a silence, with an id that is the same whoever notices it, and when. */
export function createReport({ writeKey, product, account, last, silentAfter, now }: Silence): StoredEvent {
  const since = new Date(last).toISOString();
  const id = `mp_${hash128(JSON.stringify([product, "account", account, "Account Silent", "", since]))}`;
  return {
    write_key: writeKey,
    message_id: id,
    owner: RECEIVER,
    subject: RECEIVER,
    member: true,
    type: "track",
    event: "Account Silent",
    user_id: null,
    anonymous_id: null,
    previous_id: null,
    group_id: account,
    at: new Date(last + silentAfter).toISOString(),
    received_at: new Date(now).toISOString(),
    properties: { event_id: id, schema: 1, occurrence: since, elapsed_ms: silentAfter },
    traits: {},
    context: { channel: "server" },
  };
}
