import type { MilepostError } from "../errors.ts";
import type { Message } from "../person/message.ts";
import type { Change, Clock, KeyValueStore, Locks, Pages, Random, Tabs, Transport, Undo } from "../ports.ts";
import type { Format } from "./batches.ts";
import type { Filter } from "./beforeSend.ts";
import { createEnvelope, type Outgoing } from "./envelope.ts";
import { getRefusal, isUrgent } from "./eventLimits.ts";
import { addDrops, type Drops } from "./ledger.ts";
import { createOutbox } from "./outbox.ts";
import { createSender, type SenderOptions } from "./sender.ts";
import type { Tokens } from "./tokens.ts";

const COUNTING_MS = 1_000;
const REFUSED_KEPT = 1_000;

export interface DeliveryOptions extends Pick<SenderOptions, "loadTrouble"> {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pages;
  readonly transport: Transport;
  readonly locks: Locks;
  readonly tabs: Tabs;
  readonly endpoint: string;
  readonly writeKey: string;
  readonly locale: string;
  /** IANA time zone. */
  getZoneName(): string;
  readonly version: string;
  /** How the endpoint wants its batches; Segment's by default. */
  readonly format?: Format | undefined;
  /** Has the last word on each event, before it is stored. */
  readonly filter?: Filter | undefined;
  readonly tokens?: Tokens | undefined;
  /** Whether the browser has a network at all. */
  online(): boolean;
  onError(error: MilepostError): void;
}

/** Messages on their way to the endpoint. */
export interface Delivery {
  /** The address that they go to, as the plan or the page gives it. */
  readonly endpoint: string;
  /** What of a transaction belongs to the messages; they are sent soon after it. */
  hold(messages: readonly Message[]): Change;
  /** Counts an event that was cut before it came here. */
  cut(): void;
  /** Was this message just now not held? Asked once. */
  refuses(id: string): boolean;
  stop(): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, locale, getZoneName, version, filter, endpoint } = options;
  const outbox = createOutbox({ store, clock });
  const sender = createSender({ ...options, outbox });
  let drops: Drops = {};
  const refused = new Set<string>();
  let callOff: Undo | undefined;

  /** The message as it leaves, if it does. */
  function admit(message: Message): readonly Outgoing[] {
    const event = createEnvelope(message, { locale, timezone: getZoneName(), version });
    const verdict = getRefusal(event) ?? filter?.(event) ?? event;
    const reason = typeof verdict === "object" ? getRefusal(verdict) : verdict;
    if (!reason) return [verdict as Outgoing];
    refused.add(message.id);
    if (reason !== "refused") addDrops(drops, { [reason]: 1 });
    return [];
  }

  function hold(messages: readonly Message[]): Change {
    // Of most messages nobody asks.
    if (refused.size > REFUSED_KEPT) refused.clear();
    const events = messages.flatMap(admit);
    const { keys, apply } = outbox.hold(events, takeDrops());
    return {
      keys,
      apply(values) {
        const writes = apply(values);
        if (events.length > 0) sender.nudge(events.some(isUrgent));
        return writes;
      },
    };
  }

  function takeDrops(): Drops {
    callOff?.();
    callOff = undefined;
    const taken = drops;
    drops = {};
    return taken;
  }

  return {
    endpoint,
    hold,
    cut() {
      addDrops(drops, { rate: 1 });
      // A loop that has run away is not to cost a transaction for each round.
      callOff ??= clock.after(COUNTING_MS, () => void store.update(outbox.hold([], takeDrops())));
    },
    refuses: (id) => refused.delete(id),
    stop() {
      callOff?.();
      sender.stop();
    },
  };
}
