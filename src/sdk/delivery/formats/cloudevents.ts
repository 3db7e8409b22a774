import type { Format } from "../batches.ts";

/**
 * CloudEvents 1.0 in the JSON batch format. Source and id tell copies apart, as the specification asks; `data` is the
 * event as Segment's format has it. The names of extensions have small letters alone.
 */
export const cloudevents: Format = {
  type: "application/cloudevents-batch+json",
  pack: (event, { writeKey }) => ({
    specversion: "1.0",
    id: event.messageId,
    source: `/milepost/${encodeURIComponent(writeKey)}`,
    type: `milepost.${event.type}`,
    subject: event.userId ?? event.anonymousId,
    time: event.timestamp,
    datacontenttype: "application/json",
    ...(event.event !== undefined && { eventname: event.event }),
    writekey: writeKey,
    data: event,
  }),
  wrap: (batch) => batch,
};
