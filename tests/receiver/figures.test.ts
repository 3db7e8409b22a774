import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Findings, getFindings } from "../../src/insights/figures/findings.ts";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { collectFacts } from "../insights/collect.ts";
import { post } from "./receiver.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

type Row = Readonly<Record<string, unknown>>;

const year = simulateYear({ accounts: 5, days: 60 });
const contributions = readFileSync("tests/data/contributions.jsonl", "utf8").trim().split("\n");
/** Whole people, as many as are quickly stored. */
const some = new Set(contributions.filter((_, i) => i % 30 === 0).map((line) => JSON.parse(line).userId));
/** As it is sent by a server that hands on what pages have said. */
const toOwn = ({ sentAt: _, context, ...row }: Row): Row => ({
  ...row,
  context: { channel: "browser", ...(context as object) },
});

const LOGS: ReadonlyArray<readonly [name: string, config: Config, rows: readonly Row[]]> = [
  ["the simulated year", year.config, [...year.rows].map((row) => toOwn({ ...row }))],
  [
    "the log of contributions",
    JSON.parse(readFileSync("tests/cases/contributions.milepost.json", "utf8")) as Config,
    contributions.map((line) => toOwn(JSON.parse(line) as Row)).filter(({ userId }) => some.has(userId)),
  ],
];

const programs = findPostgres();
const SECRET = "sk-acme-0123456789";
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };

const getTime = (row: Row): number => Date.parse(`${row.timestamp}`);
const MINUTE = 60_000;

/** What `report --json` says of the same rows. */
function report(config: Config, rows: readonly Row[], end: number): Findings {
  const isRecorded = rows.some(({ event }) => event === "Guide Shown" || event === "Guide Held Out");
  const facts = collectFacts(config, rows, { end, basis: isRecorded ? "recorded" : "replayed" });
  return getFindings(facts, parse(config).plan, readTargets(config), { events: rows.length, rejected: 0 });
}

async function send(url: string, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const batch = rows.slice(at, at + 500);
    const reply = await post(`${url}/v1/batch`, { batch }, asServer);
    expect(reply.status).toBe(200);
  }
}

const whenMade = (url: string): Promise<void> =>
  expect
    .poll(async () => (await (await fetch(`${url}/v1/figures`)).json()).waiting, { timeout: 90_000 })
    .toBe(0);

describe.each([["embedded"], ...(programs ? [["PostgreSQL"]] : [])])("figures, %s", (name) => {
  let postgres: TemporaryPostgres | undefined;
  beforeAll(async () => {
    if (name === "PostgreSQL") postgres = await startPostgres(programs!);
  });
  afterAll(() => postgres?.stop());

  it.each(LOGS)("says of %s what the report says", async (_, config, rows) => {
    const end = Math.ceil((Math.max(...rows.map(getTime)) + 1) / MINUTE) * MINUTE;
    const keys = { acme: { origins: [], secret: SECRET } };
    const collector: RunningReceiver = await startReceiver({
      port: 0,
      origins: [],
      keys,
      dataDir: EMPTY,
      ...(postgres && { databaseUrl: postgres.url }),
      fresh: true,
      plan: parse(config).plan,
      config,
      now: () => end + MINUTE / 2,
    });
    try {
      await send(collector.url, rows);
      await whenMade(collector.url);
      const expected = report(config, rows, end) as unknown as Row;
      const views = ["summary", "way", "time", "gaps", "ladder", "staying", "voices", "health"];
      for (const view of [...views, "owners", "standings", "renewals", "programme"]) {
        const told = (await (await fetch(`${collector.url}/v1/figures/${view}`)).json()) as Row;
        const { accountStandings: _, renewals, fits, ...own } = told;
        for (const [section, said] of Object.entries(own)) {
          expect([view, section, said]).toEqual([
            view,
            section,
            JSON.parse(JSON.stringify(expected[section])),
          ]);
        }
        if (view === "renewals") expect({ renewals, fits }).toMatchObject({});
      }
    } finally {
      await collector.close();
    }
  });
});
