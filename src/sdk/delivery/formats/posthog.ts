import { hash128 } from "../../domain/lib/hash.ts";
import type { Format } from "../batches.ts";
import type { Outgoing } from "../envelope.ts";

/** The one type of group that accounts are. */
const GROUP = "account";

/**
 * PostHog's `/batch`. An anonymous event makes no person; the first `$identify` names the anonymous id, which joins the
 * two. PostHog tells copies apart by their UUID, which follows from the messageId.
 */
export const posthog: Format = {
  address: (endpoint) => endpoint.replace(/\/(batch\/?)?$/, "/batch/"),
  pack(event) {
    const { userId, anonymousId, timestamp, messageId } = event;
    const name = { track: event.event, identify: "$identify", group: "$groupidentify", page: "$pageview" };
    const properties = { ...event.properties, ...getOwn(event), ...getContext(event) };
    return {
      event: name[event.type],
      distinct_id: userId ?? anonymousId,
      uuid: toUuid(messageId),
      timestamp,
      properties: { ...properties, distinct_id: userId ?? anonymousId },
    };
  },
  wrap: (batch, { writeKey, sentAt }) => ({ api_key: writeKey, sent_at: sentAt, batch }),
};

/** What PostHog wants of each of its own events. */
function getOwn({ type, traits, anonymousId, groupId }: Outgoing): Readonly<Record<string, unknown>> {
  switch (type) {
    case "identify":
      return { $anon_distinct_id: anonymousId, $set: traits };
    case "group":
      return { $group_type: GROUP, $group_key: groupId, $group_set: traits };
    case "page":
    case "track":
      return {};
    default:
      return type satisfies never;
  }
}

function getContext({ context, anonymousId, userId }: Outgoing): Readonly<Record<string, unknown>> {
  const { library, page, groupId, locale, timezone, replica, delivery } = context;
  return {
    $lib: library.name,
    $lib_version: library.version,
    $device_id: anonymousId,
    $pathname: page.path,
    $browser_language: locale,
    $timezone: timezone,
    replica,
    delivery,
    ...(groupId !== undefined && { $groups: { [GROUP]: groupId } }),
    ...(userId === undefined && { $process_person_profile: false }),
  };
}

/** A UUID as it is; of the rest one of version 8, the version for what follows from something else. */
function toUuid(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  const hex = /^mp_([0-9a-f]{32})$/.exec(id)?.[1] ?? hash128(id);
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-8$3-8$4-$5");
}
