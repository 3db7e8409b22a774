import type { EngineName } from "./engines/engines.ts";

const THINGS = [
  "page",
  "bar",
  "dialog",
  "drawer",
  "menu",
  "combobox",
  "calendar",
  "tabs",
  "rows",
  "toast",
  "loading",
  "routes",
  "redraw",
] as const;

/** What a page can have that a guide has to get along with. */
export type Thing = (typeof THINGS)[number];

/** All that a page can have, but for what its library has none of. */
export const allBut = (...these: readonly Thing[]): readonly Thing[] =>
  THINGS.filter((thing) => !these.includes(thing));

/** Parts that a library draws itself and may give no id or class of ours: a selector for each. */
export interface Parts {
  /** What opens the menu. */
  readonly "menu-open": string;
  /** An entry of the menu. */
  readonly entry: string;
  /** Where a city is typed, and the cities that are offered. */
  readonly combo: string;
  readonly option: string;
  /** What opens the calendar, and its days. */
  readonly "date-open": string;
  readonly day: string;
  /** What scrolls the rows. */
  readonly rows: string;
}

/** Titles of controls, and why they do not hold. */
export type Lacks = Readonly<Record<string, string>>;

/** A page that is built with a library. */
export interface Host {
  /** As a reader would call it. */
  readonly name: string;
  /** Its script, in tests/hosts/pages. */
  readonly entry: string;
  /** The HTML of a path, where a server draws the page; else its script draws all. */
  readonly html?: (path: string) => string;
  readonly has: readonly Thing[];
  readonly parts?: Partial<Parts>;
  /** What does not hold there without us either, by the title of that control, and why. */
  readonly lacks?: Lacks;
  /** What does not in one engine alone. */
  readonly lacksIn?: Partial<Record<EngineName, Lacks>>;
}

const PARTS: Parts = {
  "menu-open": "#menu-open",
  entry: ".entry",
  combo: "#combo",
  option: "[role=option]",
  "date-open": "#date-open",
  day: "[role=gridcell]",
  rows: "#rows",
};

/** The selector of a part of the host's. */
export const getPart = ({ parts }: Host, name: keyof Parts): string => parts?.[name] ?? PARTS[name];
