/** What a page can have that a guide has to get along with. */
export type Thing =
  | "page"
  | "dialog"
  | "drawer"
  | "menu"
  | "combobox"
  | "calendar"
  | "tabs"
  | "rows"
  | "bar"
  | "toast"
  | "loading"
  | "routes"
  | "redraw";

/** Parts that a library draws itself and may give no id or class of ours: a selector for each. */
export interface Parts {
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
  readonly lacks?: Readonly<Record<string, string>>;
}

export const PARTS: Parts = {
  entry: ".entry",
  combo: "#combo",
  option: "[role=option]",
  "date-open": "#date-open",
  day: "[role=gridcell]",
  rows: "#rows",
};
