import { init, type DialectName as ParserName, parse as parseSql } from "@guanmingchiu/sqlparser-ts";
import { beforeAll, describe, expect, test } from "vitest";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { createViews } from "../../src/sql/createViews.ts";
import { DIALECT_NAMES, DIALECTS, type DialectName } from "../../src/sql/dialects.ts";

/** What the parser calls them. */
const PARSERS: Readonly<Record<DialectName, ParserName>> = {
  postgres: "postgresql",
  duckdb: "duckdb",
  clickhouse: "clickhouse",
  bigquery: "bigquery",
  snowflake: "snowflake",
};

/** As the parser calls what draws the arms. */
const FUNCTIONS: Readonly<Record<DialectName, readonly string[]>> = {
  postgres: ["CreateFunction"],
  duckdb: ["CreateMacro"],
  clickhouse: [],
  bigquery: ["CreateFunction"],
  snowflake: ["CreateFunction"],
};

const { config: own } = simulateYear({ accounts: 1 });
const config: Config = { ...own, holdout: { share: 0.1, by: "account", season: "quarter" } };
const { plan } = parse(config);
const create = (dialect: DialectName): string[] =>
  createViews(plan, readTargets(config), { dialect, table: "app.calls", time: "timestamp", into: "figures" });

beforeAll(() => init());

describe.each(DIALECT_NAMES)("%s", (dialect) => {
  test("reads each statement as one view, and what they draw arms with as functions", () => {
    const statements = create(dialect);
    const kinds = statements.map((statement) => {
      // Its dialect of Snowflake knows no functions.
      const isOther = dialect === "snowflake" && statement.includes("create or replace function");
      return parseSql(statement, isOther ? "generic" : PARSERS[dialect]).flatMap(Object.keys);
    });
    expect(kinds.filter(([kind]) => kind === "CreateView")).toHaveLength(9);
    const others = kinds.filter(([kind]) => kind !== "CreateView");
    expect(new Set(others.flat())).toEqual(new Set(FUNCTIONS[dialect]));
    expect(kinds.every((one) => one.length === 1)).toBe(true);
  });

  test("refuses a statement that lacks a bracket", () => {
    const statement = create(dialect).find((one) => one.includes("create or replace view"));
    expect(() => parseSql(statement!.replace("(", ""), PARSERS[dialect])).toThrow();
  });

  test.each(["plain", "it's", "back\\slash", 'so "called"', "`ticks`"])(
    "reads %s as it is written",
    (text) => {
      const read = parseSql(`select ${DIALECTS[dialect].literal(text)} as x`, PARSERS[dialect]);
      const texts = JSON.stringify(read).match(/"SingleQuotedString":("(?:[^"\\]|\\.)*")/);
      expect(JSON.parse(texts![1]!)).toBe(text);
    },
  );
});

test("no name that comes out of a function is a column that goes in", () => {
  for (const dialect of DIALECT_NAMES)
    for (const statement of create(dialect)) {
      const same = [...statement.matchAll(/\b(?:max|min|sum|avg|count)\((\w+)\) as (\w+)/g)];
      expect(same.filter(([, before, after]) => before === after)).toEqual([]);
    }
});

test("no name that comes out is a column that two tables are joined by", () => {
  for (const dialect of DIALECT_NAMES)
    for (const statement of create(dialect)) {
      const joins = statement.matchAll(/select ([^;]*?)\n\s*from [^\n]* join [^\n]* on ([^\n]*)/g);
      const taken = [...joins].flatMap(([, list = "", on = ""]) => {
        // The last of several selects that stand before it.
        const own = list.split(/\bselect\b/).at(-1)!;
        const renamed = [...own.matchAll(/\b(\w+) as (\w+)/g)].filter(
          ([, before, after]) => before !== after,
        );
        return renamed.flatMap(([, , after]) =>
          new RegExp(`(?<!\\.)\\b${after}\\b`).test(on) ? after! : [],
        );
      });
      expect(taken).toEqual([]);
    }
});
