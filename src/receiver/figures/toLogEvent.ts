import { getPath } from "../../dialects/path.ts";
import { isType } from "../../dialects/specEvent.ts";
import type { LogEvent } from "../../replay/logEvent.ts";
import type { CircleEvent } from "../database/circleEvents.ts";

/**
 * A row as a replay reads it; `undefined` where it is none of a person's.
 * @param verified Is who is in which account only true where somebody vouches for it?
 */
export function toLogEvent(row: CircleEvent, verified: boolean): LogEvent | undefined {
  const { type, user_id, anonymous_id, previous_id, group_id, event, message_id, at } = row;
  const user = user_id ?? anonymous_id;
  if (!isType(type) || user === null) return undefined;
  const former = type === "alias" ? (previous_id ?? anonymous_id) : anonymous_id;
  const properties = JSON.parse(row.properties) as LogEvent["properties"];
  const page = { ...(row.url !== null && { url: row.url }), ...(row.path !== null && { path: row.path }) };
  return {
    type,
    user,
    former: former === null || former === user ? undefined : former,
    isVisitor: user_id === null,
    account: (verified && !row.member ? undefined : group_id) ?? undefined,
    name: type === "track" ? (event ?? "") : "",
    id: message_id,
    at,
    properties,
    traits: JSON.parse(row.traits) as LogEvent["traits"],
    path: getPath({ type, page, properties }),
    zone: row.zone ?? undefined,
    byServer: row.channel === "server",
    sdkVersion: row.library === "milepost" ? (row.sdk_version ?? undefined) : undefined,
    userAgent: row.user_agent ?? undefined,
    ...(row.kept !== null && { kept: row.kept }),
    line: "",
  };
}
