import type { Delivery, DeliveryOptions } from "../delivery/delivery.ts";
import type { Plan } from "../domain/plan/plan.ts";
import type { InitOptions } from "../milepost.ts";
import type { Identity } from "../person/identity.ts";
import type { Person } from "../person/person.ts";
import type { followProgress } from "../progress/followProgress.ts";
import type {
  createRemoteProgress,
  RemoteProgress,
  RemoteProgressOptions,
} from "../progress/remoteProgress.ts";
import type { createReporting, Reporting } from "./reporting.ts";

/** What delivery needs to be told; how this browser does it is known to who creates it. */
export type SendingOptions = Omit<DeliveryOptions, "transport" | "locks" | "getZoneName" | "loadTrouble">;

export interface ConnectOptions extends Omit<SendingOptions, "writeKey" | keyof Reporting> {
  readonly plan: Plan;
  readonly options: InitOptions;
  readonly identity: Identity;
}

/** What has loaded beside what sends. */
export interface Beside {
  /** Left out: Segment's form, and nothing that masks, changes or proves. */
  readonly reporting?: { readonly createReporting: typeof createReporting };
  /** Left out: nobody is asked for progress. */
  readonly progress?: Asking;
}

interface Asking extends Pick<RemoteProgressOptions, "get" | "listen"> {
  readonly createRemoteProgress: typeof createRemoteProgress;
  readonly followProgress: typeof followProgress;
}

/** What sends reports to a receiver, and what asks one. */
export interface Connected extends Partial<Pick<Asking, "followProgress">> {
  readonly delivery: Delivery;
  /** Left out: nobody is asked. */
  createRemoteProgress?(person: Person): RemoteProgress;
}

/** All keys are there, so that a polluted `Object.prototype.format` is not read. */
const PLAIN: Reporting = { format: undefined, filter: undefined, tokens: undefined };

/** Plugs delivery into who is there and what their plan asks for. */
export function connect(
  given: ConnectOptions,
  { reporting, progress }: Beside,
  createDelivery: (options: SendingOptions) => Delivery,
): Connected {
  const { plan, options, identity, random } = given;
  const { writeKey = plan.report?.writeKey ?? plan.product } = options;
  const known = { ...given, user: () => identity.current().userId };
  const prepared = reporting?.createReporting(known) ?? PLAIN;
  const delivery = createDelivery({ ...given, ...prepared, writeKey });
  const { tokens } = prepared;
  if (!progress || !tokens) return { delivery };
  const { createRemoteProgress, followProgress, ...asking } = progress;
  return {
    delivery,
    followProgress,
    createRemoteProgress: (person) => createRemoteProgress({ ...known, ...asking, random, tokens, person }),
  };
}
