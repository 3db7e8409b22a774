import { type Bag, toBag, toText } from "./specEvent.ts";

export const isPosthog = ({ event, distinct_id: id, properties, uuid, timestamp }: Bag): boolean =>
  typeof event === "string" &&
  (id !== undefined ||
    ((uuid !== undefined || timestamp !== undefined) && toBag(properties).distinct_id !== undefined));

/**
 * An event of PostHog's, as its libraries send and its exports have it. Who has not signed in goes by the id of the
 * device, or makes no person.
 */
export function fromPosthog(raw: Bag): Bag {
  const properties = toBag(raw.properties);
  const { $device_id: device, $is_identified: known, $process_person_profile: profile } = properties;
  const id = raw.distinct_id ?? properties.distinct_id;
  const isVisitor = id === device || known === false || profile === false;
  return {
    messageId: raw.uuid ?? properties.$insert_id,
    timestamp: raw.timestamp ?? properties.timestamp,
    ...(isVisitor ? { anonymousId: id } : { userId: id, anonymousId: device }),
    context: getContext(properties),
    ...getCall(raw, properties, id),
  };
}

function getCall(raw: Bag, properties: Bag, id: unknown): Bag {
  const { event } = raw;
  const traits = { ...toBag(properties.$set_once), ...toBag(properties.$set ?? raw.$set) };
  switch (event) {
    case "$identify":
      return {
        type: "identify",
        userId: id,
        anonymousId: properties.$anon_distinct_id ?? properties.$device_id,
        traits,
      };
    case "$set":
      return { type: "identify", traits };
    case "$groupidentify":
      return { type: "group", groupId: properties.$group_key, traits: properties.$group_set };
    case "$create_alias":
    case "$merge_dangerously":
      return { type: "alias", userId: id, previousId: properties.alias };
    case "$pageview":
      return { type: "page", properties };
    case "$screen":
      return { type: "screen", name: properties.$screen_name, properties };
    default:
      // What is none is left for the call's own check to find.
      return { type: "track", event, properties: raw.properties };
  }
}

const SERVERS = /^posthog-(node|python|php|ruby|go|java|dotnet|elixir|rust|server)/;

function getContext(properties: Bag): Bag {
  const { $current_url: url, $pathname: path, $timezone: timezone, $groups, $lib } = properties;
  const groups = toBag($groups);
  return {
    page: { url, path },
    timezone,
    groupId: groups.account ?? Object.values(groups)[0],
    ...(SERVERS.test(toText($lib) ?? "") && { channel: "server" }),
  };
}
