import type { MessagePort } from "node:worker_threads";
import { LONG_PATIENCE_MS } from "../database/database.ts";
import type { Steps } from "../database/following.ts";
import { createSteps, type ToThread } from "./port.ts";

/** Steps on a connection of the thread's own where there is a PostgreSQL, else by messages. */
export async function openSteps(
  port: MessagePort,
  databaseUrl: string | undefined,
): Promise<Steps & { settle(message: ToThread): void; close(): Promise<void> }> {
  if (databaseUrl === undefined) return { ...createSteps(port), close: async () => {} };
  const { openPostgres } = await import("../database/postgres.ts");
  const { aside, transaction, close } = openPostgres(databaseUrl);
  return {
    query: aside.query,
    write: (statements) =>
      transaction(async ({ query }) => {
        for (const [sql, params] of statements) await query(sql, params);
      }, LONG_PATIENCE_MS),
    settle: () => {},
    close,
  };
}
