import { concerns } from "../../sdk/domain/conditions/counters.ts";
import { FULL_ABILITIES } from "../../sdk/domain/features/fullEngine.ts";
import type { Counter } from "../../sdk/domain/plan/plan.ts";
import { createCalendar } from "../../sdk/domain/time/calendar.ts";
import { createClocks } from "../../sdk/domain/time/zones.ts";
import type { StoredEvent } from "../database/events.ts";

/** An address that is told of events. */
export interface Webhook {
  readonly name: string;
  /** `https:`, or `http:` too where it may be private. */
  readonly url: string;
  /** As `whsec_` and base64; each signs, so that an old one goes on while a new one is brought in. */
  readonly secrets: readonly string[];
  /** Which events it is told of: any of these. */
  readonly events: ReadonlyArray<Pick<Counter, "events" | "where">>;
  /** Of these write keys; left out: of all. */
  readonly keys?: readonly string[] | undefined;
  /** Whether it may be in a private network. */
  readonly isPrivate: boolean;
  /** Whether it is told of what nobody vouches for, where users are signed. */
  readonly unverified: boolean;
}

const calendar = createCalendar(createClocks);

/** Is it told of this row? */
export function isWanted(webhook: Webhook, row: StoredEvent, isSigned: boolean): boolean {
  const { event: name, write_key: key, properties } = row;
  if (row.type !== "track" || name === null) return false;
  // It has happened long ago, and is news to nobody.
  if (row.context.imported === true) return false;
  if (webhook.keys !== undefined && !webhook.keys.includes(key)) return false;
  if (isSigned && row.subject === "" && !webhook.unverified) return false;
  const at = Date.parse(row.at);
  const moment = {
    now: at,
    zone: "UTC",
    calendar,
    abilities: FULL_ABILITIES,
    wake: Number.POSITIVE_INFINITY,
  };
  const fact = { kind: "event", name, properties, at, id: row.message_id } as const;
  return webhook.events.some(
    ({ events, where }) =>
      events.includes(name) && concerns({ key: "", count: 1, events, where }, fact, moment, ""),
  );
}

/** What it is sent: the event as it is stored, without traits, and without the page that it came from. */
export function createBody(row: StoredEvent): string {
  const { event, properties, at: timestamp } = row;
  return JSON.stringify({
    type: toType(event ?? ""),
    timestamp,
    data: {
      event,
      messageId: row.message_id,
      writeKey: row.write_key,
      userId: row.user_id,
      anonymousId: row.anonymous_id,
      groupId: row.group_id,
      verified: row.subject !== "",
      properties,
    },
  });
}

/** `Gap Opened` as `gap.opened`. */
const toType = (event: string): string =>
  event
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, ".")
    .replace(/^\.|\.$/g, "");
