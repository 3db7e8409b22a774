import type { Target } from "../insights/figures/way/targets.ts";
import type { Dialect } from "./dialects.ts";

/** What a unit's first trigger may be, as a list of texts: a guide, or a person who was told. */
export const SHOWN = "'Guide Shown', 'Bridge Handed On'";
export const HELD_OUT = "'Guide Held Out', 'Bridge Held Out'";

/** A view: its name without prefix, and what it selects. */
export interface View {
  readonly name: string;
  readonly query: string;
}

/**
 * What views are made with. What comes out of an aggregate never has the name of a column that goes in: some warehouses
 * would take the one for the other.
 */
export interface Making {
  readonly dialect: Dialect;
  /** The full name of one of the views. */
  readonly view: (name: string) => string;
}

/** A milestone, as views need it. */
export interface MilestoneSaid {
  readonly id: string;
  readonly level: "user" | "account";
  /** What is aimed for. */
  readonly target?: Target | undefined;
}

/** A gap, as views need it. */
export interface GapSaid {
  readonly id: string;
  /** The far milestone. */
  readonly to: string;
  readonly level: "user" | "account";
  /** Success is `to` within so many milliseconds of the first trigger. */
  readonly withinMs: number;
  /** Whole accounts are held out of a milestone of people. */
  readonly isClustered: boolean;
  /** No holdout touches it. */
  readonly isExempt: boolean;
  /** Those of its bridge: where all of them are paused, it is. */
  readonly guides: readonly string[];
  /** What is aimed for. */
  readonly target?: Target | undefined;
}

/** Rows that are written out, as all warehouses read them. Numbers and texts. */
export const toRows = (
  { literal }: Dialect,
  rows: ReadonlyArray<Readonly<Record<string, string | number>>>,
): string =>
  rows
    .map((row) => {
      const cells = Object.entries(row).map(
        ([name, cell]) => `${typeof cell === "number" ? cell : literal(cell)} as ${name}`,
      );
      return `  select ${cells.join(", ")}`;
    })
    .join("\n  union all\n");

/** The common table expressions of a query, and its select. */
export const withTables = (tables: Readonly<Record<string, string>>, select: string): string =>
  `with\n${Object.entries(tables)
    .map(([name, query]) => `${name} as (\n${query}\n)`)
    .join(",\n")}\n${select}`;
