import pg from "pg";
import type { Database, Queries, Row } from "./database.ts";

/** A PostgreSQL server, by its connection string. */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url });
  // A connection that breaks while idle raises here and would end the process; the pool has already replaced it.
  pool.on("error", () => {});
  return {
    ...createQueries(pool),
    place: "PostgreSQL",
    close: () => pool.end(),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        const result = await work(createQueries(client));
        await client.query("commit");
        client.release();
        return result;
      } catch (error) {
        const broken = await client.query("rollback").then(
          () => false,
          () => true,
        );
        client.release(broken);
        throw error;
      }
    },
  };
}

function createQueries(client: pg.Pool | pg.PoolClient): Queries {
  return {
    query: async <R extends Row>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<R>(sql, [...params])).rows,
  };
}
