/** What sends reports: loaded where some may leave, so that who gives no consent to that does not bring it along. */

import { type MilepostError, whenLoaded } from "../errors.ts";
import { RETRY_MS } from "../lib/retryMs.ts";
import type { Clock } from "../ports.ts";

export { createLocks } from "../browser/locks.ts";
export { readJson } from "../browser/readJson.ts";
export { createFetchTransport } from "../browser/transport.ts";
export { getZoneName } from "../browser/zoneName.ts";
export { createDelivery } from "../delivery/delivery.ts";
export { createSelfReports } from "./selfReports.ts";

type Trouble = typeof import("./trouble.ts");

/** Loads what is rarely needed; gives `undefined` where it does not load, which is said and left alone for a while. */
export function createTroubleLoader(
  clock: Pick<Clock, "now">,
  onError: (error: MilepostError) => void,
): () => Promise<Trouble | undefined> {
  let coming: Promise<Trouble | undefined> | undefined;
  let retryAt = Number.POSITIVE_INFINITY;

  async function load(): Promise<Trouble | undefined> {
    retryAt = Number.POSITIVE_INFINITY;
    try {
      return await whenLoaded("what reads refusals", import("./trouble.ts"));
    } catch (error) {
      retryAt = clock.now() + RETRY_MS;
      onError(error as MilepostError);
      return undefined;
    }
  }

  return () => (coming = coming && clock.now() < retryAt ? coming : load());
}
