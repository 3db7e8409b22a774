import type { Format } from "../batches.ts";

/**
 * RudderStack's path for beacons: the write key stands in the address, where a plain `/v1/batch` wants it in a header
 * and so a preflight. Its events are Segment's. The endpoint is the data plane, with or without that path.
 */
export const rudderstack: Format = {
  address(endpoint, { writeKey }) {
    const url = new URL(endpoint);
    const base = url.pathname.replace(/\/(beacon\/v1\/batch\/?)?$/, "");
    url.pathname = `${base}/beacon/v1/batch`;
    url.searchParams.set("writeKey", writeKey);
    return url.href;
  },
  pack: (event) => event,
  wrap: (batch, { sentAt }) => ({ batch, sentAt }),
};
