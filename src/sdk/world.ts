import type { Clock, Journal, KeyValueStore, Locks, Pages, Random, Tabs, Transport } from "./ports.ts";

/** What loads when it is first needed. */
export interface Chunks {
  config(): Promise<Pick<typeof import("./config/parse.ts"), "parse">>;
  show(): Promise<typeof import("./show.ts")>;
  explain(): Promise<typeof import("./explaining.ts")>;
}

/** All that an instance is plugged into. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pages;
  readonly transport: Transport;
  readonly chunks: Chunks;
  /** BCP 47 tags of the page and the browser, best first. */
  readonly languages: readonly string[];
  /** Whether the browser has a network at all. */
  online(): boolean;
  /** IANA time zone. */
  readonly zone: string;
  /** What tabs share, for one product: opened only once something may be stored. */
  open(product: string): {
    readonly store: KeyValueStore;
    readonly tabs: Tabs;
    readonly locks: Locks;
    readonly journal: Journal;
  };
}
