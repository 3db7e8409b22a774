import type { Reporting } from "../chunks/reporting.ts";
import { createDelivery, type Delivery } from "../delivery/delivery.ts";
import type { Identity } from "../person/identity.ts";
import type { Person } from "../person/person.ts";
import type { KeyValueStore } from "../ports.ts";
import type { RemoteProgress } from "../progress/remoteProgress.ts";
import type { LoadReportingOptions, ReportingChunks } from "./loadReporting.ts";
import { VERSION } from "./version.ts";
import type { Shared, World } from "./world.ts";

export interface ConnectOptions extends LoadReportingOptions {
  readonly world: World;
  readonly shared: Shared;
  readonly locale: string;
  readonly identity: Identity;
  /** On their way. */
  readonly loading: Promise<ReportingChunks | undefined>;
}

/** What sends reports to a receiver, and asks it for progress. Left out: nothing leaves. */
export interface Connection {
  readonly delivery?: Delivery;
  /** Left out: nobody is asked. */
  createRemoteProgress?(person: Person): RemoteProgress;
}

/** All keys are there, so that a polluted `Object.prototype.format` is not read. */
const PLAIN: Reporting = { format: undefined, filter: undefined, tokens: undefined };

/** Creates delivery for a consent level. Where the level lets nothing leave, what waits since another one is deleted. */
export async function connectDelivery(given: ConnectOptions): Promise<Connection> {
  const { plan, consent, options, world, shared, locale, identity, loading, onError } = given;
  const { store } = shared;
  if (consent !== "full") await forgetReports(store);
  const chunks = await loading;
  if (!chunks) return {};
  const { endpoint, reporting, progress } = chunks;
  const { writeKey = plan.report?.writeKey ?? plan.product } = options;
  const known = { plan, store, clock: world.clock, options, user: () => identity.current().userId };
  const prepared = reporting?.createReporting(known) ?? PLAIN;
  const sent = { endpoint, writeKey, locale, version: VERSION, onError };
  const delivery = createDelivery({ ...world, ...shared, ...prepared, ...sent });
  const { tokens } = prepared;
  if (!progress || !tokens) return { delivery };
  const { createRemoteProgress, get } = progress;
  return {
    delivery,
    createRemoteProgress: (person) => createRemoteProgress({ ...known, tokens, get, person }),
  };
}

/** What waits was said under another consent. */
async function forgetReports(store: KeyValueStore): Promise<void> {
  const waiting = await store.list("out/");
  const gone = Object.fromEntries(waiting.map(([key]) => [key, undefined]));
  if (waiting.length > 0) await store.update({ keys: [], apply: () => gone });
}
