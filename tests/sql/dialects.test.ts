import { init, type DialectName as ParserName, parse as parseSql } from "@guanmingchiu/sqlparser-ts";
import { beforeAll, describe, expect, test } from "vitest";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import { parse } from "../../src/sdk/config/parse.ts";
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

const { config } = simulateYear({ accounts: 1 });
const { plan } = parse(config);
const create = (dialect: DialectName): string[] =>
  createViews(plan, readTargets(config), { dialect, table: "app.calls", time: "timestamp", into: "figures" });

beforeAll(() => init());

describe.each(DIALECT_NAMES)("%s", (dialect) => {
  test("reads each statement as one view", () => {
    const statements = create(dialect);
    expect(statements).toHaveLength(7);
    for (const statement of statements) {
      const read = parseSql(statement, PARSERS[dialect]);
      expect(read.map((one) => Object.keys(one))).toEqual([["CreateView"]]);
    }
  });

  test("refuses a statement that lacks a bracket", () => {
    const [statement] = create(dialect);
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
