import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { RunningReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import {
  expectReport,
  getEnd,
  type LogRow,
  sendRows,
  startWith,
  toHeader,
  toOwn,
  whenMade,
} from "./figuresOf.ts";
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

/** By write key. */
const LOGS: Readonly<Record<string, { readonly config: Config; readonly rows: readonly LogRow[] }>> = {
  year: { config: year.config, rows: [...year.rows].map((row) => toOwn({ ...row })) },
  contributions: {
    config: JSON.parse(readFileSync("tests/cases/contributions.milepost.json", "utf8")) as Config,
    rows: getSome().map(toOwn),
  },
};
const NAMES = Object.keys(LOGS);
const end = getEnd(Object.values(LOGS).flatMap(({ rows }) => rows));
const getSecret = (key: string): string => `sk-${key}-0123456789`;

const programs = findPostgres();

describe.each([["embedded"], ...(programs ? [["PostgreSQL"]] : [])])("figures, %s", (name) => {
  let postgres: TemporaryPostgres | undefined;
  let collector: RunningReceiver;
  beforeAll(async () => {
    if (name === "PostgreSQL") postgres = await startPostgres(programs!);
    const keys = Object.fromEntries(
      Object.entries(LOGS).map(([key, { config }]) => [
        key,
        { origins: [], secret: getSecret(key), config, plan: parse(config).plan },
      ]),
    );
    // Two products in one receiver: neither is in the figures of the other.
    collector = await startWith(year.config, end, { keys, ...(postgres && { databaseUrl: postgres.url }) });
    for (const key of NAMES) await sendRows(collector.url, LOGS[key]!.rows, toHeader(getSecret(key)));
    await whenMade(collector.url);
  }, 120_000);
  afterAll(async () => {
    await collector?.close();
    postgres?.stop();
  });

  it.each(NAMES)("says of the log of %s what the report says", async (key) => {
    await expectReport(collector.url, { key, ...LOGS[key]!, end });
  });
});
