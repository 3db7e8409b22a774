import { createRequire } from "node:module";
import type { DialectName } from "../../src/sql/dialects.ts";
import { openEmpty } from "../helpers/emptyDatabase.ts";

export type Call = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

/** A warehouse in this process, with one table `calls`. */
export interface Warehouse {
  run(statement: string): Promise<void>;
  load(calls: readonly Call[]): Promise<void>;
  read(select: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

type Warehouses = Readonly<Partial<Record<DialectName, () => Promise<Warehouse>>>>;

/**
 * By the name of its dialect: those that run here. ClickHouse's engine has half a gigabyte, so `npm run test:clickhouse`
 * alone has it.
 */
export const WAREHOUSES: Warehouses = process.env.CLICKHOUSE
  ? { clickhouse: () => openClickhouse(process.env.CLICKHOUSE!) }
  : { postgres: openPostgres, duckdb: openDuckdb };

const MANY = 2_000;

async function openPostgres(): Promise<Warehouse> {
  const database = await openEmpty();
  await database.exec(`create table calls (
    event text, user_id text, anonymous_id text, "timestamp" timestamptz, properties jsonb, context jsonb)`);
  const insert = `insert into calls select c ->> 'event', c ->> 'userId', c ->> 'anonymousId',
    cast(c ->> 'timestamp' as timestamptz), c -> 'properties', c -> 'context'
    from jsonb_array_elements(cast($1 as jsonb)) c`;
  return {
    run: async (statement) => void (await database.exec(statement)),
    load: (calls) => eachPart(calls, async (text) => void (await database.query(insert, [text]))),
    read: async (select) => (await database.query<Row>(select)).rows,
    close: () => database.close(),
  };
}

async function openDuckdb(): Promise<Warehouse> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const database = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await database.connect();
  await connection.run(`create table calls (
    event text, user_id text, anonymous_id text, "timestamp" timestamp, properties json, context json)`);
  const insert = `insert into calls select c ->> 'event', c ->> 'userId', c ->> 'anonymousId',
    cast(replace(c ->> 'timestamp', 'Z', '') as timestamp), c -> 'properties', c -> 'context'
    from (select unnest(from_json(cast($1 as json), '["json"]')) as c)`;
  return {
    run: async (statement) => void (await connection.run(statement)),
    load: (calls) => eachPart(calls, async (text) => void (await connection.run(insert, [text]))),
    read: async (select) => (await connection.runAndReadAll(select)).getRowObjects(),
    async close() {
      connection.closeSync();
      database.closeSync();
    },
  };
}

/** What is used of its engine, which is not there when types are checked. */
export interface ClickhouseSession {
  query(sql: string, format?: string): string;
  cleanup(): void;
}

/** @param folder Where its package is. */
async function openClickhouse(folder: string): Promise<Warehouse> {
  const { Session } = createRequire(`${folder}/package.json`)("chdb") as {
    readonly Session: new () => ClickhouseSession;
  };
  const session = new Session();
  session.query(`create table calls (
    event String, user_id Nullable(String), anonymous_id Nullable(String), timestamp DateTime64(3, 'UTC'),
    properties String, context String) engine = MergeTree order by timestamp`);
  const toRow = ({ event, userId, anonymousId, timestamp, properties, context }: Call): string =>
    JSON.stringify({
      event,
      user_id: userId ?? null,
      anonymous_id: anonymousId ?? null,
      timestamp: `${timestamp}`.replace("T", " ").replace("Z", ""),
      properties: JSON.stringify(properties ?? {}),
      context: JSON.stringify(context ?? {}),
    });
  return {
    // What others call a schema is a database there.
    run: async (statement) =>
      void session.query(statement.replace(/;$/, "").replace(/^create schema/, "create database")),
    async load(calls) {
      session.query(`insert into calls format JSONEachRow ${calls.map(toRow).join("\n")}`);
    },
    read: async (select) =>
      session
        .query(select, "JSONEachRow")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row),
    close: async () => session.cleanup(),
  };
}

async function eachPart(calls: readonly Call[], insert: (text: string) => Promise<void>): Promise<void> {
  for (let i = 0; i < calls.length; i += MANY) await insert(JSON.stringify(calls.slice(i, i + MANY)));
}
