/**
 * PGlite in a thread of its own, so that a statement of seconds holds up nobody but the other statements. It is
 * JavaScript because a thread starts without the loader that reads TypeScript.
 *
 * In: `{ id, sql, params }`. Out: `{ id, rows }` or `{ id, error: { message, code } }`; first of all `{ id: 0 }`, once
 * the database is open. A message without `sql` closes it.
 */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

try {
  const [, image] = /^memory:\/\/(.+)$/.exec(workerData.dataDir) ?? [];
  const db = await (image
    ? PGlite.create({ loadDataDir: new Blob([readFileSync(image)]) })
    : PGlite.create(workerData.dataDir));
  parentPort.on("message", async ({ id, sql, params }) => {
    try {
      if (sql === undefined) await db.close();
      parentPort.postMessage({ id, rows: sql === undefined ? [] : await ask(sql, params) });
    } catch (error) {
      parentPort.postMessage({ id, error: describe(error) });
    }
  });
  parentPort.postMessage({ id: 0, rows: [] });

  /** Without values in one go, which takes half of the steps that a statement with values takes. */
  async function ask(sql, params) {
    if (params.length > 0) return (await db.query(sql, params)).rows;
    return (await db.exec(sql)).at(-1)?.rows ?? [];
  }
} catch (error) {
  parentPort.postMessage({ id: 0, error: describe(error) });
}

/** The error itself carries the statement and its values, which are nobody's business. */
function describe({ message, code }) {
  return { message: String(message), code: typeof code === "string" ? code : undefined };
}
