import type { PersonCallsOptions } from "./personCalls.ts";

/** What an instance needs of where it is, before it does anything. */
export interface Host extends Omit<PersonCallsOptions, "calls" | "lose" | "getOnTheWay"> {
  /** Brings in what does the work. */
  core(): Promise<Pick<typeof import("../runtime/core.ts"), "start">>;
  /** Is it switched off in this browser? Asked once what does the work is on its way: the first look costs a page 10 ms. */
  isOff?(): boolean;
  fetch(url: string): Promise<Response>;
  /** Whether this product may be started here: no other tag of the page has. */
  claim?(product: string): boolean;
  /** One line for whoever builds the page. */
  warn(line: string): void;
}

/** A server, where nothing ever hears. */
export const NOWHERE: Omit<PersonCallsOptions, "calls" | "lose" | "getOnTheWay"> = {
  now: () => 0,
  createId: () => "",
  pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
};
