import { createRateLimit } from "../delivery/rateLimit.ts";
import { USUAL_RATE } from "../domain/plan/usualRate.ts";
import { whenLoaded } from "../errors.ts";
import { type Identity, openIdentity } from "../person/identity.ts";
import { isAsleep, noteLife } from "../person/rest.ts";
import { createAsleepRun } from "./asleepRun.ts";
import { connectDelivery } from "./connectDelivery.ts";
import { createFaults } from "./faults.ts";
import { VERSION } from "./version.ts";
import { ENGINE } from "./waker.ts";
import type { Run, RunOptions } from "./world.ts";

/** Opens who is there and what sends their reports. Where nobody has to look at them, the run sleeps. */
export async function createRun(given: RunOptions): Promise<Run> {
  const { plan, consent, options, world, shared, createId } = given;
  const { now } = world.clock;
  const { chunks } = world;
  const locales = (): string[] => [
    ...(options.locale ? [options.locale] : []),
    ...world.languages(),
    plan.locale.default,
  ];
  const restOf = [VERSION, plan.version, consent, new Date(now()).getTimezoneOffset()].join(" ");
  const faults = createFaults(given);
  // On its way while the browser's storage is read, where it will be asked for.
  const coming = world.siteData(plan.product).isAsleep() ? undefined : chunks.engine(plan);
  coming?.catch(() => {});
  const open = (beside: string): Promise<Identity> =>
    openIdentity(shared.store, {
      createId,
      beside,
      sleep: (rest) =>
        shared.journal.isEmpty() && isAsleep(rest, restOf, now()) ? noteLife(rest, now()) : undefined,
    });
  const connection = await connectDelivery({
    ...given,
    ...faults,
    chunks,
    locale: () => locales()[0]!,
    openIdentity: open,
  });
  const isInRate = createRateLimit(plan.report?.rate ?? USUAL_RATE);
  const visit = { isFresh: true, isSaid: false, isInRate };
  const both = { ...given, connection, faults, visit, locales, restOf };
  const { rest, isAsleep: sleeps } = connection.identity.opened;
  if (rest && sleeps) return createAsleepRun(both, rest);
  const { createAwakeRun } = await whenLoaded(ENGINE, coming ?? chunks.engine(plan));
  return createAwakeRun(both);
}
