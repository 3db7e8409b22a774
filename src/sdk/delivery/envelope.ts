import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import type { Message } from "../person/message.ts";

type Bag = Readonly<Record<string, unknown>>;

export interface EventIdentity {
  readonly anonymousId: string;
  /** Left out: nobody had identified the user when it happened. */
  readonly userId?: string;
}

/** The copy of the SDK that saw it, and where that runs. */
export interface EnvelopeContext {
  readonly locale: string;
  readonly timezone: string;
  readonly version: string;
}

/** Where an event stood in its sender's queue and, in the first of a batch, how that queue fares. */
export interface DeliveryContext {
  /** Rises with each event that the replica held. */
  readonly seq?: number;
  readonly storage?: string;
  /** Events given up, by reason, since the replica began: a later count contains the earlier ones. */
  readonly dropped?: Readonly<Record<string, number>>;
}

/** An event of the Segment spec, as the endpoint gets it; times are ISO 8601. */
export interface Outgoing extends EventIdentity {
  readonly type: Message["type"];
  readonly event?: string | undefined;
  readonly messageId: string;
  readonly groupId?: string | undefined;
  readonly timestamp: string;
  readonly originalTimestamp: string;
  readonly sentAt?: string;
  readonly properties: Bag;
  readonly traits?: Bag | undefined;
  readonly context: {
    readonly library: { readonly name: "milepost"; readonly version: string };
    readonly page: { readonly path: string };
    readonly groupId?: string | undefined;
    readonly locale: string;
    readonly timezone: string;
    readonly replica: string;
    readonly delivery?: DeliveryContext;
  };
}

/** Puts a message into the form in which it leaves. The ids that tell copies apart win over the vendor's properties. */
export function createEnvelope(message: Message, { version, ...around }: EnvelopeContext): Outgoing {
  const { type, event, properties, traits, id, at, who, url } = withoutPrototype(message);
  const { account: groupId, replica, ...identity } = who;
  const timestamp = new Date(at).toISOString();
  return {
    ...identity,
    type,
    event,
    messageId: id,
    groupId: type === "group" ? groupId : undefined,
    timestamp,
    originalTimestamp: timestamp,
    properties: { ...properties, event_id: id, schema: 1 },
    traits,
    context: {
      library: { name: "milepost", version },
      page: { path: new URL(url).pathname },
      groupId,
      ...around,
      replica,
    },
  };
}
