import type { Properties } from "./domain/state/facts.ts";

/**
 * The names of your config, once `npx milepost types` has written them down: they are merged into this. Left empty, any
 * name is taken.
 * @example
 * declare module "milepost" {
 *   interface Vocabulary {
 *     events: { "Invoice Sent": { total?: number } };
 *     guides: "how-to-send" | "setup";
 *     userTraits: { role?: string };
 *     accountTraits: { seats?: number };
 *   }
 * }
 */
export interface Vocabulary {
  /** Never there: an interface with nothing in it would be taken for any value. */
  readonly none?: never;
}

type Known<K extends string> = Vocabulary extends { readonly [key in K]: infer T } ? T : Record<never, never>;

/** Names of the config's events are offered; others are taken as well, since a product tells more than its guides need. */
export type EventName = (keyof Known<"events"> & string) | (string & Record<never, never>);

/** What the config asks of an event has its type; what else is sent along is free. */
export type EventProperties<E extends string> = E extends keyof Known<"events">
  ? Known<"events">[E] & Properties
  : Properties;

export type UserTraits = Known<"userTraits"> & Properties;
export type AccountTraits = Known<"accountTraits"> & Properties;

/** The id of a guide or doc. */
export type GuideId = Vocabulary extends { readonly guides: infer T extends string } ? T : string;
