import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { Database, Queries, Row } from "./database.ts";

/** Keeps nothing after the process. */
export const IN_MEMORY = "memory://";

/**
 * PostgreSQL inside this process, in a folder of its own (or `IN_MEMORY`).
 * @throws when another living process has the folder open: two would destroy each other's pages.
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const unlock = dataDir === IN_MEMORY ? async () => {} : await lock(dataDir);
  const db = await PGlite.create(dataDir).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  return {
    ...createQueries(db),
    place: dataDir === IN_MEMORY ? "embedded, in memory" : `embedded, in ${dataDir}`,
    transaction: (work) => db.transaction((within) => work(createQueries(within))),
    async close() {
      await db.close();
      await unlock();
    },
  };
}

function createQueries(db: PGlite | Transaction): Queries {
  return {
    query: async <R extends Row>(sql: string, params: readonly unknown[] = []) =>
      (await db.query<R>(sql, [...params])).rows,
  };
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
