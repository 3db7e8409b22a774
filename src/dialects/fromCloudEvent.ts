import { type Bag, toBag } from "./specEvent.ts";

export const isCloudEvent = ({ specversion, type }: Bag): boolean =>
  typeof specversion === "string" && typeof type === "string";

/**
 * A CloudEvent 1.0. `data` is the event as the Segment spec has it; what the attributes say counts where it says nothing:
 * `id` is the messageId, `time` the timestamp, and a `type` that is none of the spec's calls the name of what was tracked.
 */
export function fromCloudEvent({ id, type, time, subject, data: given }: Bag): Bag {
  const data = toBag(given);
  if (typeof data.type === "string") return { messageId: id, timestamp: time, ...data };
  return {
    type: "track",
    event: type,
    messageId: id,
    timestamp: time,
    userId: subject,
    properties: data,
  };
}
