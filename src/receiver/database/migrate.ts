import { type Database, LONG_PATIENCE_MS, type Queries } from "./database.ts";

/** A step from one schema to the next. There is none back: who wants to go back needs a dump of before. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
  /** What no statement alone does. */
  readonly finish?: (queries: Queries) => Promise<void>;
}

/** A newer receiver has been at this database. */
export class SchemaTooNew extends Error {
  override readonly name = "SchemaTooNew";
}

/** Any number, as long as all receivers of a database agree on it. */
const LOCK = 7_051_977;

const TABLE = `
  create table if not exists migrations (
    version integer     primary key,
    name    text        not null,
    at      timestamptz not null default now()
  )`;

/**
 * Takes the steps that a database has not taken yet, all in one transaction: where one fails, none was taken. Receivers
 * that start together wait for each other here.
 * @throws {SchemaTooNew} where it has taken more than this receiver knows.
 */
export async function migrate(
  database: Pick<Database, "transaction">,
  migrations: readonly Migration[],
): Promise<void> {
  const fault = await database.transaction(async (queries) => {
    await queries.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await queries.query(TABLE);
    const [last] = await queries.query<{ version: number; name: string }>(
      "select version, name from migrations order by version desc limit 1",
    );
    const { version = 0, name } = last ?? {};
    if (version > migrations.length)
      return new SchemaTooNew(
        `The database: found schema ${version} (${name}), expected ${migrations.length} or less: ` +
          "start the newer receiver that made it, or a dump of before",
      );
    for (const [i, step] of migrations.entries()) {
      if (i < version) continue;
      for (const statement of step.statements) await queries.query(statement);
      await step.finish?.(queries);
      await queries.query("insert into migrations (version, name) values ($1, $2)", [i + 1, step.name]);
    }
    return undefined;
  }, LONG_PATIENCE_MS);
  if (fault) throw fault;
}
