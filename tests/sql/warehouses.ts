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

/** By the name of its dialect: those that run here. */
export const WAREHOUSES: Readonly<Partial<Record<DialectName, () => Promise<Warehouse>>>> = {
  postgres: openPostgres,
  duckdb: openDuckdb,
};

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

async function eachPart(calls: readonly Call[], insert: (text: string) => Promise<void>): Promise<void> {
  for (let i = 0; i < calls.length; i += MANY) await insert(JSON.stringify(calls.slice(i, i + MANY)));
}
