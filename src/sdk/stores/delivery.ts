import type { Plan } from "../domain/plan.ts";
import type { MilepostError } from "../errors.ts";
import type { Change, Clock, KeyValueStore, Locks, Pages, Random, Transport } from "../ports.ts";
import { createEnvelope } from "./envelope.ts";
import { createOutbox } from "./outbox.ts";
import type { Message } from "./person.ts";
import { isUrgent } from "./record.ts";
import { createSender } from "./sender.ts";

export interface DeliveryOptions {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pages;
  readonly transport: Transport;
  readonly locks: Locks;
  readonly endpoint: string;
  readonly writeKey: string;
  readonly locale: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly version: string;
  /** Whether the browser has a network at all. */
  online(): boolean;
  onError(error: MilepostError): void;
}

/** Messages on their way to the endpoint. */
export interface Delivery {
  /** What of a transaction belongs to the messages; they are sent soon after it. */
  hold(messages: readonly Message[]): Change;
  stop(): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, locale, zone, version } = options;
  const outbox = createOutbox({ store, clock });
  const sender = createSender({ ...options, outbox });
  return {
    hold(messages) {
      if (messages.length > 0) sender.nudge(messages.some(({ event = "" }) => isUrgent({ event })));
      return outbox.hold(
        messages.map(({ who: { account, replica, ...who }, url, ...happened }) =>
          createEnvelope(
            { ...happened, who, ...(account !== undefined && { account }) },
            { path: new URL(url).pathname, locale, timezone: zone, replica, version },
          ),
        ),
      );
    },
    stop: sender.stop,
  };
}

/** Where a plan's reports go: what the page gives wins over the plan. */
export function getReceiver(
  { report }: Plan,
  { endpoint = report?.endpoint, writeKey = report?.writeKey }: { endpoint?: string; writeKey?: string },
): { endpoint: string; writeKey: string } | undefined {
  return endpoint === undefined ? undefined : { endpoint, writeKey: writeKey ?? "" };
}
