import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Database, LONG_PATIENCE_MS, PATIENCE_MS, type Queries } from "./database.ts";
import { createPlans } from "./plans.ts";
import { createTurns } from "./sessionTurns.ts";
import { startWorker, type WorkerQueries } from "./worker.ts";

/**
 * Keeps nothing after the process. The path of an image may follow, as PGlite's `dumpDataDir("none")` gives it: the database
 * starts as a copy of it, and is spared the seconds of making an empty one. That is for tests, which start many.
 */
export const IN_MEMORY = "memory://";

/**
 * PostgreSQL inside this process, in a folder of its own (or `IN_MEMORY`). It has one session: transactions and
 * statements take turns.
 * @throws when another living process has the folder open: two would destroy each other's pages.
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const isInMemory = dataDir.startsWith(IN_MEMORY);
  const unlock = isInMemory ? async () => {} : await lock(dataDir);
  const db = await startWorker(dataDir).then(keepPlans, async (error: unknown) => {
    await unlock();
    throw error;
  });
  const turns = createTurns();
  const query: Queries["query"] = (...asked) => turns.take(PATIENCE_MS, () => db.query(...asked));
  return {
    query,
    // There is no other session. What would have a connection of its own elsewhere waits for its turn like the rest.
    aside: { query },
    lanes: 1,
    isShared: false,
    place: isInMemory ? "embedded, in memory" : `embedded, in ${dataDir}`,
    transaction: (work, patience = PATIENCE_MS) => turns.take(patience, () => transact(db, work)),
    scrub: () => turns.take(LONG_PATIENCE_MS, () => scrub(db)),
    async tidy() {
      await turns.take(LONG_PATIENCE_MS, () => db.query("vacuum events"));
    },
    async close() {
      await turns.take(LONG_PATIENCE_MS, () => db.close()).catch(() => {});
      await unlock();
    },
  };
}

/** Its one session keeps plans by statements of its own, as its client does not by itself. */
function keepPlans(db: WorkerQueries): WorkerQueries {
  const plans = createPlans();
  return {
    async query(sql, params = [], often) {
      const plan = often === undefined ? undefined : plans.next(often);
      if (plan === undefined) return db.query(sql, params);
      if (plan.isNew) {
        const old = plan.old ? [`deallocate ${plan.old}`] : [];
        for (const step of [...old, `prepare ${plan.name} as ${sql}`])
          await db.query(step).catch((error: unknown) => {
            plans.forget(often!);
            throw error;
          });
      }
      return db.query(`execute ${plan.name}(${params.map(toLiteral).join(", ")})`);
    },
    close: () => db.close(),
  };
}

const toLiteral = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

async function transact<T>(db: WorkerQueries, work: (within: Queries) => Promise<T>): Promise<T> {
  await db.query("begin");
  try {
    const result = await work(db);
    await db.query("commit");
    return result;
  } catch (error) {
    await db.query("rollback").catch(() => {});
    throw error;
  }
}

/**
 * Deleted rows stay in their pages, and what was written once stays in the log, until both are written anew: nothing
 * here does that by itself. The old files of the log are removed at the second checkpoint, not kept for use again.
 */
async function scrub(db: WorkerQueries): Promise<void> {
  await db.query("set wal_recycle = off");
  await db.query("vacuum full");
  for (let round = 0; round < 2; round++) {
    await db.query("select pg_switch_wal()");
    await db.query("checkpoint");
  }
}

export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

async function lock(dataDir: string): Promise<() => Promise<void>> {
  const path = `${dataDir}.lock`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    const owner = Number(await readFile(path, "utf8"));
    if (isAlive(owner)) throw new FolderInUse(`${dataDir} is open in process ${owner}`);
    // Its process ended without a word; the folder is free.
    await rm(path, { force: true });
    return lock(dataDir);
  }
  return () => rm(path, { force: true });
}

/** Signal 0 reaches a process without disturbing it; a pid of 0 would mean our own group. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
