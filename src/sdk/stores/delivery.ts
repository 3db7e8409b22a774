import type { Plan } from "../domain/plan.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import type { Change, Clock, KeyValueStore, Locks, Pages, Random, Transport } from "../ports.ts";
import { createEnvelope } from "./envelope.ts";
import { createOutbox } from "./outbox.ts";
import type { Message } from "./person.ts";
import { isUrgent } from "./record.ts";
import type { createSender, Sender } from "./sender.ts";

/** What loads when something is first to be sent. */
export interface Sending {
  readonly createSender: typeof createSender;
  readonly transport: Transport;
  readonly locks: Locks;
}

export interface DeliveryOptions {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pages;
  sending(): Promise<Sending>;
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
  const { store, clock, locale, zone, version, onError } = options;
  const outbox = createOutbox({ store, clock });
  let sender: Promise<Sender | undefined> | undefined;
  let failed = false;
  let stopped = false;

  /** Brings in what sends; a failure is said once, and the next event tries again. */
  async function load(): Promise<Sender | undefined> {
    try {
      const { createSender, ...tools } = await whenLoaded("what sends reports", options.sending());
      return createSender({ ...options, ...tools, outbox });
    } catch (error) {
      sender = undefined;
      if (!failed) onError(error as MilepostError);
      failed = true;
      return undefined;
    }
  }

  async function send(urgent: boolean): Promise<void> {
    if (stopped) return;
    sender ??= load();
    (await sender)?.nudge(urgent);
  }

  // What an earlier page has left goes first.
  void outbox.isEmpty().then((isEmpty) => (isEmpty ? undefined : send(true)));

  return {
    hold(messages) {
      if (messages.length > 0) void send(messages.some(({ event = "" }) => isUrgent({ event })));
      return outbox.hold(
        messages.map(({ who: { account, replica, ...who }, url, ...happened }) =>
          createEnvelope(
            { ...happened, who, ...(account !== undefined && { account }) },
            { path: new URL(url).pathname, locale, timezone: zone, replica, version },
          ),
        ),
      );
    },
    stop() {
      stopped = true;
      void sender?.then((it) => it?.stop());
    },
  };
}

/** Where a plan's reports go: what the page gives wins over the plan. */
export function getReceiver(
  { report }: Plan,
  { endpoint = report?.endpoint, writeKey = report?.writeKey }: { endpoint?: string; writeKey?: string },
): { endpoint: string; writeKey: string } | undefined {
  return endpoint === undefined ? undefined : { endpoint, writeKey: writeKey ?? "" };
}
