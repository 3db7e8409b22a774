import type { Door } from "./page/door.ts";

/** A page of the site, with the door that its script opens. */
export interface Tab {
  /** Calls a method of the page's door, and waits for what it resolves to. */
  call<M extends keyof Door>(method: M, ...given: Parameters<Door[M]>): Promise<Awaited<ReturnType<Door[M]>>>;
  /** Leaves for another address as a link does; resolves once that page has loaded. */
  go(url: string): Promise<void>;
  close(): Promise<void>;
}

/** One person's browser: its tabs share what is stored, and nobody else does. */
export interface Profile {
  /** Resolves once the page and its scripts have loaded. */
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
  /** Where the browser's driver can do it: pages of `origin` may store no more than that. */
  limitStorage?(tab: Tab, origin: string, bytes: number): Promise<void>;
}

/** A profile whose processes can be killed. */
export interface Mortal extends Profile {
  /** SIGKILL to whatever runs the tabs, or to the whole browser; `open` works again after that. */
  kill(what: "pages" | "browser"): Promise<void>;
}

/** All that the rows ask of a browser and its driver, so that any of them can stand in. */
export interface Engine {
  openProfile(): Promise<Profile>;
  /** @param told Given the numbers of events as their `track` resolves. Left out where no process can be killed. */
  openMortal?(told: (numbers: readonly number[]) => void): Promise<Mortal>;
  close(): Promise<void>;
}

/** A call of the door as an expression, for drivers that take text. */
export const toExpression = (method: string, given: readonly unknown[]): string =>
  `window.chaos.${method}(...${JSON.stringify(given)})`;
