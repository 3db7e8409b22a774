import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { forkReceiver } from "../attack/forkReceiver.ts";
import {
  asServer,
  expectReport,
  getEnd,
  KEYS,
  type LogRow,
  sendRows,
  startWith,
  toOwn,
  whenMade,
} from "./figuresOf.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const year = simulateYear({ accounts: 3, days: 50 });
const { config } = year;
const rows = [...year.rows].map((row) => toOwn({ ...row }) as LogRow);
const end = getEnd(rows);
/** The clock of a receiver in another process. */
const at = end + 30_000;
const middle = rows.length >> 1;
const asked = { config, rows, end };

const programs = findPostgres();
let postgres: TemporaryPostgres;

beforeAll(async () => {
  if (programs) postgres = await startPostgres(programs);
});
afterAll(() => postgres?.stop());

async function ask(sql: string): Promise<LogRow[]> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const result = await client.query<LogRow>(sql).finally(() => client.end());
  return result.rows ?? [];
}
const getHolder = async (): Promise<unknown> =>
  (await ask("select holder from followers where name = 'figures'"))[0]?.holder;

/** As if half a minute had gone by. */
const endLease = () => ask("update followers set until = now() - interval '1 second'");

describe("figures", () => {
  it("are the report's though rows come late and in no order", async () => {
    const collector = await startWith(config, end);
    const mixed = rows.toSorted((a, b) =>
      `${a.messageId}`.slice(-9).localeCompare(`${b.messageId}`.slice(-9)),
    );
    try {
      await sendRows(collector.url, mixed.slice(0, middle));
      await whenMade(collector.url);
      await sendRows(collector.url, mixed.slice(middle));
      await whenMade(collector.url);
      await expectReport(collector.url, asked);
    } finally {
      await collector.close();
    }
  });

  it("are without who is deleted, of an account too in which others stay", async () => {
    const collector = await startWith(config, end);
    const user = `${rows.find(({ userId }) => userId !== undefined && userId !== null)?.userId}`;
    const devices = new Set(rows.flatMap((row) => (row.userId === user ? [row.anonymousId] : [])));
    const rest = rows.filter(({ userId, anonymousId }) => userId !== user && !devices.has(anonymousId));
    expect(rest.some(({ groupId }) => groupId === rows.find(({ userId }) => userId === user)?.groupId)).toBe(
      true,
    );
    try {
      await sendRows(collector.url, rows);
      await whenMade(collector.url);
      await fetch(`${collector.url}/v1/users/${user}`, { method: "DELETE", headers: asServer });
      await whenMade(collector.url);
      await expectReport(collector.url, { config, rows: rest, end });
    } finally {
      await collector.close();
    }
  });
});

describe.runIf(programs)("figures of a PostgreSQL", () => {
  it("are made to their end by who comes after a receiver that was killed", async () => {
    const killed = await forkReceiver({ databaseUrl: postgres.url, fresh: true, keys: KEYS, config, at });
    await sendRows(killed.url, rows);
    await killed.kill();
    const collector = await startWith(config, end, { databaseUrl: postgres.url });
    try {
      await endLease();
      await sendRows(collector.url, rows.slice(0, 1));
      await whenMade(collector.url);
      await expectReport(collector.url, asked);
    } finally {
      await collector.close();
    }
  });

  it("are made by one of several receivers, and by another once that is gone", async () => {
    const first = await forkReceiver({ databaseUrl: postgres.url, fresh: true, keys: KEYS, config, at });
    await sendRows(first.url, rows.slice(0, middle));
    await whenMade(first.url);
    const holder = await getHolder();
    const second = await startWith(config, end, { databaseUrl: postgres.url });
    try {
      await sendRows(second.url, rows.slice(middle, -1));
      await expect.poll(async () => (await (await fetch(`${second.url}/v1/figures`)).json()).waiting).toBe(0);
      expect(await getHolder()).toBe(holder);
      await first.kill();
      await endLease();
      await sendRows(second.url, rows.slice(-1));
      await whenMade(second.url);
      expect(await getHolder()).not.toBe(holder);
      await expectReport(second.url, asked);
    } finally {
      await second.close();
    }
  });

  it("are made of rows from before there were any, and anew where that is asked for", async () => {
    const databaseUrl = postgres.url;
    const { plan } = parse(config);
    const before = await startReceiver({ port: 0, origins: [], keys: KEYS, plan, databaseUrl, fresh: true });
    await sendRows(before.url, rows);
    await before.close();
    await ask(
      "drop table changes, circles, circle_members, circle_plans, followers, standings_told; drop sequence circle_versions",
    );
    const collector = await startWith(config, end, { databaseUrl });
    await whenMade(collector.url);
    await expectReport(collector.url, asked);
    await collector.close();
    await ask("update circles set facts = null where id % 2 = 1");
    const again = await startWith(config, end, { databaseUrl, rebuild: true });
    try {
      await whenMade(again.url);
      await expectReport(again.url, asked);
    } finally {
      await again.close();
    }
  });
});
