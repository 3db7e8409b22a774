import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { IN_MEMORY } from "../../src/receiver/database/embedded.ts";
import { prepare } from "../../src/receiver/database/schema.ts";

const { version } = JSON.parse(readFileSync("node_modules/@electric-sql/pglite/package.json", "utf8"));
const FOLDER = resolve("node_modules/.cache/milepost");
const SCHEMA = "src/receiver/database";

/** Changes with whatever may change the tables. */
const print = readdirSync(SCHEMA, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .toSorted()
  .reduce((hash, name) => hash.update(readFileSync(join(SCHEMA, name))), createHash("sha256").update(version))
  .digest("hex")
  .slice(0, 12);

/** A database with nothing in it. To make one takes three seconds of a core, a copy half of one. */
export const IMAGE = `${FOLDER}/bare-${version}.tar`;
/** One with the receiver's tables, which take more than a second. */
const TABLES = `${FOLDER}/tables-${print}.tar`;

/** A receiver's database in memory that is a copy of an empty one. */
export const EMPTY = IN_MEMORY + TABLES;

const copy = (image: string): Promise<PGlite> =>
  PGlite.create({ loadDataDir: new Blob([readFileSync(image)]) });

/** One without a receiver around it, and without its tables. */
export const openEmpty = (): Promise<PGlite> => copy(IMAGE);

/** Once before all tests. */
export default async function makeImages(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(IMAGE)) {
    const database = await PGlite.create();
    // Two thirds of a copy would be what new databases are made from, and nobody makes any.
    await database.exec("update pg_database set datistemplate = false");
    for (const name of ["template0", "template1"]) await database.exec(`drop database ${name}`);
    await save(database, IMAGE);
  }
  if (!existsSync(TABLES)) {
    const database = await openEmpty();
    await prepare({
      transaction: (work) =>
        database.transaction((within) =>
          work({
            query: async <R>(sql: string, params: readonly unknown[] = []) =>
              (await within.query<R>(sql, [...params])).rows,
          }),
        ),
    });
    for (const old of readdirSync(FOLDER).filter((name) => name.startsWith("tables-")))
      rmSync(join(FOLDER, old), { force: true });
    await save(database, TABLES);
  }
}

async function save(database: PGlite, path: string): Promise<void> {
  await database.exec("checkpoint");
  const image = await database.dumpDataDir("none");
  await database.close();
  // Another run of the tests may do the same at this moment.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, new Uint8Array(await image.arrayBuffer()));
  renameSync(own, path);
}
