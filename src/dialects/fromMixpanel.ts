import { type Bag, toBag, toText } from "./specEvent.ts";

export const isMixpanel = ({ event, properties }: Bag): boolean => {
  const { time, distinct_id: id } = toBag(properties);
  return typeof event === "string" && typeof time === "number" && id !== undefined;
};

/** How a visitor's id begins. */
const DEVICE = "$device:";

/** An event of Mixpanel's, as its libraries send and its export has it. */
export function fromMixpanel({ event, properties: given }: Bag): Bag {
  const properties = toBag(given);
  const { distinct_id: id, $user_id: user, $device_id: device } = properties;
  const isVisitor = user === undefined && (id === device || `${id}`.startsWith(DEVICE));
  const anonymousId = device ?? (isVisitor ? cut(id) : undefined);
  return {
    messageId: properties.$insert_id,
    timestamp: properties.time,
    userId: isVisitor ? undefined : (user ?? id),
    anonymousId,
    context: {
      page: { url: properties.$current_url ?? properties.current_url, path: properties.current_url_path },
    },
    ...getCall(event, properties),
  };
}

const cut = (id: unknown): unknown => toText(id)?.replace(DEVICE, "") ?? id;

function getCall(event: unknown, properties: Bag): Bag {
  switch (event) {
    case "$identify":
      return {
        type: "identify",
        userId: properties.$identified_id ?? properties.distinct_id,
        anonymousId: cut(properties.$anon_id ?? properties.$device_id),
      };
    case "$create_alias":
      return { type: "alias", userId: properties.alias, previousId: cut(properties.distinct_id) };
    case "$mp_web_page_view":
    case "mp_page_view":
      return { type: "page", properties };
    default:
      return { type: "track", event, properties };
  }
}
