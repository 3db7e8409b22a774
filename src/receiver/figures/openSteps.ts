import { LONG_PATIENCE_MS, type Row } from "../database/database.ts";
import { runAll, type Steps } from "../database/following.ts";
import type { Line } from "./port.ts";

/** Steps on a connection of the thread's own where there is a PostgreSQL, else by the line to who has one. */
export async function openSteps(
  { ask }: Line,
  databaseUrl: string | undefined,
): Promise<Steps & { close(): Promise<void> }> {
  if (databaseUrl === undefined) {
    return {
      query: async <R extends Row>(sql: string, params: readonly unknown[] = []) =>
        (await ask({ kind: "query", sql, params })) as R[],
      write: async (statements) => (await ask({ kind: "write", statements })) as Row[],
      close: async () => {},
    };
  }
  const { openPostgres } = await import("../database/postgres.ts");
  const { aside, transaction, close } = openPostgres(databaseUrl);
  return {
    query: aside.query,
    write: (statements) => transaction((queries) => runAll(queries, statements), LONG_PATIENCE_MS),
    close,
  };
}
