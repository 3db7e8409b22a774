import { bare } from "../domain/lib/bare.ts";

type Bag = Readonly<Record<string, unknown>>;

export interface EventIdentity {
  readonly anonymousId: string;
  /** Left out: nobody had identified the user when it happened. */
  readonly userId?: string;
}

/** What happened, and to whom. */
export interface Happened {
  readonly type: "track" | "identify" | "group" | "page";
  readonly event?: string;
  readonly properties?: Bag;
  readonly traits?: Bag;
  /** The message id: at most 64 of `[A-Za-z0-9._-]`. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly who: EventIdentity;
  readonly account?: string;
}

/** The page, and the copy of the SDK that saw it. */
export interface PageContext {
  readonly path: string;
  readonly locale: string;
  readonly timezone: string;
  readonly replica: string;
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
  readonly type: Happened["type"];
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

/** Puts what happened into the form in which it leaves. The ids that tell copies apart win over the vendor's properties. */
export function createEnvelope(happened: Happened, around: PageContext): Outgoing {
  const { type, event, properties, traits, id, at, who, account: groupId } = bare(happened);
  const { path, version, ...context } = around;
  const timestamp = new Date(at).toISOString();
  return {
    ...who,
    type,
    event,
    messageId: id,
    groupId: type === "group" ? groupId : undefined,
    timestamp,
    originalTimestamp: timestamp,
    properties: { ...properties, event_id: id, schema: 1 },
    traits,
    context: { library: { name: "milepost", version }, page: { path }, groupId, ...context },
  };
}
