import type { Consent, Plan } from "./domain/plan.ts";
import { type MilepostError, whenLoaded } from "./errors.ts";
import type { InitOptions } from "./milepost.ts";
import { createDelivery, type Delivery } from "./stores/delivery.ts";
import type { Tokens } from "./stores/tokens.ts";
import { VERSION } from "./version.ts";
import type { Shared, World } from "./world.ts";

export interface SendingOptions {
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

/** What leaves the page, and what proves for whom. */
export interface Sending {
  /** Left out: nothing leaves. */
  readonly delivery?: Delivery;
  readonly tokens?: Tokens | undefined;
}

/** Where what is to be masked, or told in another form, cannot be, nothing leaves. */
export async function createSending(given: SendingOptions): Promise<Sending> {
  const { plan, consent, options, world, shared, onError } = given;
  const { format, mask = [] } = plan.report ?? {};
  const { endpoint = plan.report?.endpoint, writeKey = plan.report?.writeKey ?? "" } = options;
  if (consent !== "full") {
    await forgetReports(shared);
    return {};
  }
  if (endpoint === undefined) return {};
  const isPlain = !format && mask.length === 0 && !options.beforeSend && options.token === undefined;
  const reporting = isPlain
    ? {}
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
        onError,
      );
  if (!reporting) return {};
  const { locale } = given;
  const known = { endpoint, writeKey, locale, version: VERSION, onError };
  return { delivery: createDelivery({ ...world, ...shared, ...known, ...reporting }), ...reporting };
}

/** What waits was said under another consent. */
async function forgetReports({ store }: Shared): Promise<void> {
  const waiting = await store.list("out/");
  const gone = Object.fromEntries(waiting.map(([key]) => [key, undefined]));
  if (waiting.length > 0) await store.update({ keys: [], apply: () => gone });
}
