import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

const year = simulateYear({ accounts: 3, days: 40 });
const { config } = year;
const rows = [...year.rows].map((row) => toOwn({ ...row }) as LogRow);
const end = getEnd(rows);
/** The clock of a receiver in another process. */
const at = end + 30_000;
const middle = rows.length >> 1;
const asked = { config, rows, end, hasMore: true };

const getTail = ({ messageId }: LogRow): string => `${messageId}`.slice(-9);

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
  it("are the report's though rows come late and in no order, and without who is deleted", async () => {
    const collector = await startWith(config, end);
    const mixed = rows.toSorted((a, b) => getTail(a).localeCompare(getTail(b)));
    const user = rows.find(({ userId }) => typeof userId === "string")?.userId;
    const devices = new Set(rows.flatMap((row) => (row.userId === user ? [row.anonymousId] : [])));
    const rest = rows.filter(({ userId, anonymousId }) => userId !== user && !devices.has(anonymousId));
    // Of an account in which others stay.
    const { groupId } = rows.find((row) => row.userId === user && row.groupId !== undefined)!;
    expect(rest.some((row) => row.groupId === groupId)).toBe(true);
    try {
      await sendRows(collector.url, mixed.slice(0, middle));
      await whenMade(collector.url);
      await sendRows(collector.url, mixed.slice(middle));
      await whenMade(collector.url);
      await expectReport(collector.url, asked);
      await fetch(`${collector.url}/v1/users/${user}`, { method: "DELETE", headers: asServer });
      await whenMade(collector.url);
      await expectReport(collector.url, { ...asked, rows: rest });
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
      // Each tells the one who follows of its own rows: that one looks once it has some too.
      await sendRows(first.url, rows.slice(0, 1));
      await whenMade(second.url);
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
    // Nor were the schema's steps counted then.
    await ask(
      "drop table migrations, audit, rates, retention, salts, tombstones; alter table events drop column kept",
    );
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
      // One with many events is not read anew for each that comes.
      await ask("update circles set events = 6000, due = 'infinity'");
      await sendRows(again.url, [{ ...rows[0], messageId: "one-more" }]);
      await expect.poll(() => ask(`select id from circles where due = ${end + 6_000}`)).toHaveLength(1);
    } finally {
      await again.close();
    }
  });

  it("are of everybody, however many are read at once when a receiver starts", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "milepost-figures-"));
    // More than one portion, with numbers of one, two and three digits.
    const many = Array.from({ length: 320 }, (_, i) => ({
      ...rows[0],
      messageId: `many-${i}`,
      userId: `many-${i}`,
      anonymousId: undefined,
      groupId: undefined,
      context: { channel: "browser" },
    }));
    const count = async (url: string) => (await (await fetch(`${url}/v1/figures`)).json()).users;
    const first = await startWith(config, end, { dataDir });
    await sendRows(first.url, many);
    await whenMade(first.url);
    expect(await count(first.url)).toBe(many.length);
    await first.close();
    const again = await startWith(config, end, { dataDir });
    try {
      await whenMade(again.url);
      expect(await count(again.url)).toBe(many.length);
    } finally {
      await again.close();
      rmSync(dataDir, { recursive: true });
    }
  });
});
