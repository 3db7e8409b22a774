/** What sends reports: loaded where some may leave, so that who gives no consent to that does not bring it along. */

import { createLocks } from "../browser/locks.ts";
import { readJson } from "../browser/readJson.ts";
import { createFetchTransport } from "../browser/transport.ts";
import { getZoneName } from "../browser/zoneName.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import { RETRY_MS } from "../lib/retryMs.ts";
import type { Clock } from "../ports.ts";
import { type Beside, type Connected, type ConnectOptions, connect } from "./connect.ts";
import { createSelfReports } from "./selfReports.ts";

export { readJson };

export interface Sending {
  /** Sends from now on, as this browser does it. */
  connect(options: ConnectOptions, beside: Beside): Connected;
  /** Reports on Milepost itself. */
  readonly createSelfReports: typeof createSelfReports;
}

export const createSending = (page: Window): Sending => ({
  createSelfReports,
  connect: (given, beside) =>
    connect(given, beside, (options) => {
      const loadTrouble = createTroubleLoader(options.clock, options.onError);
      const locks = createLocks(page, async (name, task) =>
        (await loadTrouble())?.whenLeased(name, task, options),
      );
      const transport = createFetchTransport({ fetch: page.fetch.bind(page) });
      return createDelivery({ ...options, transport, locks, getZoneName, loadTrouble });
    }),
});

type Trouble = typeof import("./trouble.ts");

/** Loads what is rarely needed; gives `undefined` where it does not load, which is said and left alone for a while. */
function createTroubleLoader(
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
