import type { Identity } from "../person/identity.ts";
import type { KeyValueStore } from "../ports.ts";
import { type LoadReportingOptions, loadReporting } from "./loadReporting.ts";
import { VERSION } from "./version.ts";
import type { Connection, Shared, World } from "./world.ts";

export interface ConnectOptions extends LoadReportingOptions {
  readonly world: World;
  readonly shared: Shared;
  locale(): string;
  /** @param beside The key of a record that is read along. */
  openIdentity(beside: string): Promise<Identity>;
}

/** Counts whatever waits, and stands before it. */
const LEDGER = "out/";

/** Creates delivery for a consent level. Where the level lets nothing leave, what waits since another one is deleted. */
export async function connectDelivery(given: ConnectOptions): Promise<Connection> {
  const { plan, consent, options, world, shared, locale, openIdentity, onError } = given;
  const { store } = shared;
  // What comes over the network is on its way while the browser's storage is read.
  const loading = loadReporting(given);
  const identity = await openIdentity(LEDGER);
  const isForgotten = consent !== "full" && identity.opened.beside !== undefined;
  if (isForgotten) await forgetReports(store);
  const chunks = await loading;
  // What sends reports may have taken its time, in which other tabs have written.
  if (!chunks) return { identity, isJustOpened: consent !== "full" && !isForgotten };
  const { endpoint, sending, ...beside } = chunks;
  const known = { plan, options, identity, endpoint, locale: locale(), version: VERSION, onError };
  const connected = sending.connect({ ...world, ...shared, ...known }, beside);
  return { identity, isJustOpened: false, ...sending, ...connected };
}

/** What waits was said under another consent. */
async function forgetReports(store: KeyValueStore): Promise<void> {
  const waiting = await store.list(LEDGER);
  const gone = Object.fromEntries(waiting.map(([key]) => [key, undefined]));
  await store.update({ keys: [], apply: () => gone });
}
