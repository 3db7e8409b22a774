import type { Reporting } from "../chunks/reporting.ts";
import { createDelivery, type Delivery } from "../delivery/delivery.ts";
import type { Tokens } from "../delivery/tokens.ts";
import type { Consent, Plan } from "../domain/plan/plan.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import type { InitOptions } from "../milepost.ts";
import type { RemoteProgress } from "../progress/remoteProgress.ts";
import { VERSION } from "./version.ts";
import type { Shared, World } from "./world.ts";

export interface ConnectOptions {
  readonly plan: Plan;
  readonly consent: Consent;
  readonly options: InitOptions;
  readonly world: World;
  readonly shared: Shared;
  readonly locale: string;
  /** The user of the moment. */
  user(): string | undefined;
  onError(error: MilepostError): void;
}

/** What sends reports to a receiver, and asks it for progress. */
export interface Connection {
  /** Left out: nothing leaves. */
  readonly delivery?: Delivery;
  readonly remoteProgress?: RemoteProgress | undefined;
}

/** All keys are there, so that a polluted `Object.prototype.format` is not read. */
const PLAIN: Reporting = { format: undefined, filter: undefined, tokens: undefined };

/** Creates delivery for a consent level. Where masks or the format did not load, nothing is sent. */
export async function connectDelivery(given: ConnectOptions): Promise<Connection> {
  const { plan, consent, options, world, shared, onError } = given;
  const { report } = plan;
  const format = report?.format;
  const mask = report?.mask ?? [];
  const { endpoint = report?.endpoint, writeKey = report?.writeKey ?? "" } = options;
  if (consent !== "full") {
    await forgetReports(shared);
    return {};
  }
  if (endpoint === undefined) return {};
  const isPlain = !format && mask.length === 0 && !options.beforeSend && options.token === undefined;
  const reporting: Reporting | undefined = isPlain
    ? PLAIN
    : await whenLoaded("what prepares reports", world.chunks.reporting()).then(
        ({ createReporting }) =>
          createReporting({
            options,
            format,
            mask,
            store: shared.store,
            clock: world.clock,
            user: given.user,
          }),
        (error: MilepostError) => {
          onError(error);
          return undefined;
        },
      );
  if (!reporting) return {};
  const { locale } = given;
  const known = { endpoint, writeKey, locale, version: VERSION, onError };
  const delivery = createDelivery({ ...world, ...shared, ...known, ...reporting });
  return {
    delivery,
    remoteProgress: await createRemoteProgress(given, reporting.tokens),
  };
}

/** Where it cannot be loaded, progress is this browser's. */
async function createRemoteProgress(
  { plan, world, shared, onError }: ConnectOptions,
  tokens: Tokens | undefined,
): Promise<RemoteProgress | undefined> {
  if (!tokens || !plan.report?.progress) return undefined;
  const chunk = await whenLoaded("what asks for progress", world.chunks.remoteProgress()).catch(onError);
  return chunk?.createRemoteProgress({
    plan,
    store: shared.store,
    clock: world.clock,
    tokens,
    get: chunk.get,
  });
}

/** What waits was said under another consent. */
async function forgetReports({ store }: Shared): Promise<void> {
  const waiting = await store.list("out/");
  const gone = Object.fromEntries(waiting.map(([key]) => [key, undefined]));
  if (waiting.length > 0) await store.update({ keys: [], apply: () => gone });
}
