import type { Report } from "../../sdk/domain/state/facts.ts";
import type { StoredEvent } from "../database/events.ts";

interface RowOf {
  readonly writeKey: string;
  readonly user: string;
  readonly group: string | null;
  /** Only what somebody vouches for counts. */
  readonly verified: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The row that the user's own page would make of a report. */
export function toRow(
  { event, id, at, properties }: Report,
  { writeKey, user, group, verified, now }: RowOf,
): StoredEvent {
  return {
    write_key: writeKey,
    message_id: id,
    owner: user,
    subject: verified ? user : "",
    member: verified && group !== null,
    type: "track",
    event,
    user_id: user,
    anonymous_id: null,
    previous_id: null,
    group_id: group,
    at: new Date(at).toISOString(),
    received_at: new Date(now).toISOString(),
    properties: { ...properties, event_id: id, schema: 1 },
    traits: {},
    context: { channel: "server" },
  };
}
