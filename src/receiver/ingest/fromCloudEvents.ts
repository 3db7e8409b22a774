import { fromCloudEvent } from "../../dialects/fromCloudEvent.ts";
import { isObject } from "../lib/storable.ts";

/**
 * A batch of CloudEvents 1.0 in the form that a batch of ours has. The write key is in the query or in the extension
 * `writekey`.
 */
export function fromCloudEvents(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const [first] = content;
  const writeKey = isObject(first) && typeof first.writekey === "string" ? first.writekey : undefined;
  return { writeKey, batch: content.map((event) => (isObject(event) ? fromCloudEvent(event) : event)) };
}
