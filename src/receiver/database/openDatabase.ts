import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { empty, prepare } from "./schema.ts";

export interface DatabaseOptions {
  /** One that is open already; the other two are then not used. */
  readonly database?: Database;
  /** Connection string of a PostgreSQL server; where it is given, `dataDir` is not used. */
  readonly databaseUrl?: string;
  /** Folder of the embedded database, or `memory://`. @default ".data/collector" */
  readonly dataDir?: string;
  /** Forgets all rows first. @default false */
  readonly fresh?: boolean;
}

/** The database that the options name, with its tables in place. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await open(options);
  try {
    await prepare(database);
    if (options.fresh) await empty(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function open({
  database,
  databaseUrl,
  dataDir = ".data/collector",
}: DatabaseOptions): Promise<Database> {
  if (database !== undefined) return database;
  if (databaseUrl === undefined) return openEmbedded(dataDir);
  // Who keeps rows in a folder need not have its client.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(databaseUrl);
}
