import { expect, vi } from "vitest";
import { type Findings, getFindings } from "../../src/insights/figures/findings.ts";
import { readTargets } from "../../src/insights/measures/readTargets.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Config } from "../../src/sdk/config/schema.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { collectFacts } from "../insights/collect.ts";
import { post } from "./receiver.ts";

export type LogRow = Readonly<Record<string, unknown>>;

const SECRET = "sk-acme-0123456789";
/** The header of a server that has the secret of a write key. */
export const toHeader = (secret: string) => ({
  authorization: `Basic ${Buffer.from(`${secret}:`).toString("base64")}`,
});
export const asServer = toHeader(SECRET);
/** Its receivers have a clock that stands still: of a database that all share, a rate would never fill up again there. */
const rate = { perSecond: 100_000, burst: 1_000_000 };
export const KEYS = { acme: { origins: [], secret: SECRET, rate } };
const MINUTE = 60_000;

/** As it is sent by a server that hands on what pages have said. */
export const toOwn = ({ sentAt: _, context, ...row }: LogRow): LogRow => ({
  ...row,
  context: { channel: "browser", ...(context as object) },
});

/** The whole minute after the last of them. */
export const getEnd = (rows: readonly LogRow[]): number =>
  Math.ceil((Math.max(...rows.map(({ timestamp }) => Date.parse(`${timestamp}`))) + 1) / MINUTE) * MINUTE;

/** A receiver that makes figures as of that minute. */
export const startWith = (
  config: Config,
  end: number,
  options: Partial<Parameters<typeof startReceiver>[0]> = {},
): Promise<RunningReceiver> =>
  startReceiver({
    port: 0,
    origins: [],
    keys: KEYS,
    dataDir: EMPTY,
    plan: parse(config).plan,
    config,
    now: () => end + MINUTE / 2,
    ...options,
  });

/** As a server sends: who is told to come again does. */
export async function sendRows(url: string, rows: readonly LogRow[], headers = asServer): Promise<void> {
  for (let at = 0; at < rows.length; at += 200) {
    const batch = rows.slice(at, at + 200);
    await vi.waitFor(
      async () => expect((await post(`${url}/v1/batch`, { batch }, headers)).status).toBe(200),
      { timeout: 30_000, interval: 500 },
    );
  }
}

export const whenMade = (url: string): Promise<void> =>
  vi.waitFor(async () => expect((await (await fetch(`${url}/v1/figures`)).json()).waiting).toBe(0), {
    timeout: 90_000,
    interval: 100,
  });

const VIEWS = "summary way time gaps ladder staying voices health owners standings renewals programme".split(
  " ",
);

interface Told {
  /** Left out, that with the most people. */
  readonly key?: string;
  readonly config: Config;
  readonly rows: readonly LogRow[];
  readonly end: number;
  /** A receiver that was there for longer has stored reports of its own, which are no other figures. */
  readonly hasMore?: boolean;
}

/** Each view says what `report --json` says of the same rows. */
export async function expectReport(
  url: string,
  { key, config, rows, end, hasMore = false }: Told,
): Promise<void> {
  const expected = report(config, rows, end) as unknown as LogRow;
  const query = key === undefined ? "" : `?key=${key}`;
  for (const view of VIEWS) {
    const told = (await (await fetch(`${url}/v1/figures/${view}${query}`)).json()) as LogRow;
    const { accountStandings: _, renewals, fits, ...own } = told;
    const sections = Object.entries(own).filter(([section]) => !(hasMore && section === "events"));
    for (const [section, said] of sections)
      expect([view, section, said]).toEqual([view, section, JSON.parse(JSON.stringify(expected[section]))]);
    if (view === "renewals") expect({ renewals, fits }).toMatchObject({});
  }
}

function report(config: Config, rows: readonly LogRow[], end: number): Findings {
  const isRecorded = rows.some(({ event }) => event === "Guide Shown" || event === "Guide Held Out");
  const facts = collectFacts(config, rows, { end, basis: isRecorded ? "recorded" : "replayed" });
  return getFindings(facts, parse(config).plan, readTargets(config), { events: rows.length, rejected: 0 });
}
