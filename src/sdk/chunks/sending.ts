/** What sends reports: loaded where some may leave, so that who gives no consent to that does not bring it along. */

import { cameFrom } from "../browser/cameFrom.ts";
import type { Undo } from "../ports.ts";
import { type SelfReportsOptions, startSelfReports as startReports } from "./selfReports.ts";

/** Asks in the way in which replies are read. */
export { createGetJson } from "../browser/getJson.ts";
export { createLocks } from "../browser/locks.ts";
export { createFetchTransport } from "../browser/transport.ts";
export { getZoneName } from "../browser/zoneName.ts";
export { createDelivery } from "../delivery/delivery.ts";

export const startSelfReports = (options: Omit<SelfReportsOptions, "cameFrom">): Undo =>
  startReports({ ...options, cameFrom });
