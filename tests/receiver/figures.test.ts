import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Config } from "../../src/sdk/config/schema.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { expectReport, getEnd, type LogRow, sendRows, startWith, toOwn, whenMade } from "./figuresOf.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const year = simulateYear({ accounts: 4, days: 60 });
const contributions = readFileSync("tests/data/contributions.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as LogRow);
/** Whole people, as many as are quickly stored: those who come first, up to so many rows. */
const MOST_ROWS = 400;

function getSome(): readonly LogRow[] {
  const people = new Map<unknown, LogRow[]>();
  for (const row of contributions) people.set(row.userId, [...(people.get(row.userId) ?? []), row]);
  const some: LogRow[] = [];
  for (const own of people.values()) if (some.length + own.length <= MOST_ROWS) some.push(...own);
  return some;
}

const LOGS: ReadonlyArray<readonly [name: string, config: Config, rows: readonly LogRow[]]> = [
  ["the simulated year", year.config, [...year.rows].map((row) => toOwn({ ...row }))],
  [
    "the log of contributions",
    JSON.parse(readFileSync("tests/cases/contributions.milepost.json", "utf8")) as Config,
    getSome().map(toOwn),
  ],
];

const programs = findPostgres();

describe.each([["embedded"], ...(programs ? [["PostgreSQL"]] : [])])("figures, %s", (name) => {
  let postgres: TemporaryPostgres | undefined;
  beforeAll(async () => {
    if (name === "PostgreSQL") postgres = await startPostgres(programs!);
  });
  afterAll(() => postgres?.stop());

  it.each(LOGS)("says of %s what the report says", async (_, config, rows) => {
    const end = getEnd(rows);
    const databaseUrl = postgres && { databaseUrl: postgres.url };
    const collector = await startWith(config, end, { ...databaseUrl, fresh: true });
    try {
      await sendRows(collector.url, rows);
      await whenMade(collector.url);
      await expectReport(collector.url, { config, rows, end });
    } finally {
      await collector.close();
    }
  });
});
