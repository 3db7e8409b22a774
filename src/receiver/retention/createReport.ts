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

/** What the receiver itself reports of an account. */
export interface ServerReport {
  readonly writeKey: string;
  readonly id: string;
  readonly event: string;
  readonly account: string;
  /** When it happened, and when it is told: epoch milliseconds. */
  readonly at: number;
  readonly now: number;
  readonly properties: StoredEvent["properties"];
}

export const createServerReport = (report: ServerReport): StoredEvent => ({
  write_key: report.writeKey,
  message_id: report.id,
  owner: RECEIVER,
  subject: RECEIVER,
  member: true,
  type: "track",
  event: report.event,
  user_id: null,
  anonymous_id: null,
  previous_id: null,
  group_id: report.account,
  at: new Date(report.at).toISOString(),
  received_at: new Date(report.now).toISOString(),
  properties: report.properties,
  traits: {},
  context: { channel: "server" },
});

/** A report of a silence, with an id that is the same whoever notices it, and when. */
export function createReport({ writeKey, product, account, last, silentAfter, now }: Silence): StoredEvent {
  const since = new Date(last).toISOString();
  const id = `mp_${hash128(JSON.stringify([product, "account", account, "Account Silent", "", since]))}`;
  return createServerReport({
    writeKey,
    id,
    event: "Account Silent",
    account,
    at: last + silentAfter,
    now,
    properties: { event_id: id, schema: 1, occurrence: since, elapsed_ms: silentAfter },
  });
}
