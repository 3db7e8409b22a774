import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { IN_MEMORY } from "../../src/receiver/database/embedded.ts";

const { version } = JSON.parse(readFileSync("node_modules/@electric-sql/pglite/package.json", "utf8"));
const FOLDER = resolve("node_modules/.cache/milepost");

/** An empty database. To make one takes three seconds of a core, a copy not one. */
export const IMAGE = `${FOLDER}/empty-${version}.tar`;

/** A database in memory that is a copy of the empty one. */
export const EMPTY = IN_MEMORY + IMAGE;

/** The same without a receiver around it. */
export const openEmpty = (): Promise<PGlite> =>
  PGlite.create({ loadDataDir: new Blob([readFileSync(IMAGE)]) });

/** Once before all tests. */
export default async function makeImage(): Promise<void> {
  if (existsSync(IMAGE)) return;
  const database = await PGlite.create();
  const image = await database.dumpDataDir("none");
  await database.close();
  mkdirSync(FOLDER, { recursive: true });
  // Another run of the tests may do the same at this moment.
  const own = `${IMAGE}.${process.pid}`;
  writeFileSync(own, new Uint8Array(await image.arrayBuffer()));
  renameSync(own, IMAGE);
}
