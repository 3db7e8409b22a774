import { isObject } from "../lib/storable.ts";

/**
 * A batch of CloudEvents 1.0 in the form that a batch of ours has. `data` is the event as the Segment spec has it; what
 * the attributes say counts where it says nothing: `id` is the messageId, `time` the timestamp, and a `type` that is none
 * of the spec's calls the name of what was tracked. The write key is in the query or in the extension `writekey`.
 */
export function fromCloudEvents(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const [first] = content;
  const writeKey = isObject(first) && typeof first.writekey === "string" ? first.writekey : undefined;
  return { writeKey, batch: content.map(toEvent) };
}

function toEvent(cloud: unknown): unknown {
  if (!isObject(cloud)) return cloud;
  const { id, type, time, subject } = cloud;
  const data = isObject(cloud.data) ? cloud.data : {};
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
