import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../../src/receiver/database/migrate.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { MIGRATIONS } from "../../src/receiver/database/schema.ts";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { IMAGE } from "../helpers/emptyDatabase.ts";
import { createEvent, post } from "./receiver.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

/** A receiver's database as it was before its schema had numbers, with what three people did. */
const OLD = readFileSync("tests/data/receiver-of-0.1.sql", "utf8");
const CONFIG = {
  version: 1,
  product: "acme",
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
  },
};
const programs = findPostgres();
const folder = mkdtempSync(join(tmpdir(), "milepost-migrations-"));
let server: TemporaryPostgres | undefined;
let count = 0;

beforeAll(async () => {
  if (programs) server = await startPostgres(programs);
});
afterAll(() => {
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Place = { readonly databaseUrl: string } | { readonly dataDir: string };

/** An empty one, in which this SQL was run. */
async function createDatabase(kind: string, sql = ""): Promise<Place> {
  count += 1;
  if (kind === "embedded") {
    const dataDir = join(folder, `data-${count}`);
    const database = await PGlite.create({ dataDir, loadDataDir: new Blob([readFileSync(IMAGE)]) });
    await database.exec(sql);
    await database.close();
    return { dataDir };
  }
  const ask = async (url: string, text: string): Promise<void> => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await ask(server!.url, `create database of_${count}`);
  const databaseUrl = server!.url.replace(/postgres$/, `of_${count}`);
  if (sql !== "") await ask(databaseUrl, sql);
  return { databaseUrl };
}

const start = (place: Place) =>
  startReceiver({
    port: 0,
    origins: [],
    ...place,
    ...toProduct(CONFIG),
    now: () => Date.parse("2026-03-03"),
  });

/** What a receiver over it knows. */
async function look(place: Place) {
  const receiver = await start(place);
  try {
    const asks = { authorization: `Basic ${Buffer.from("acme:").toString("base64")}` };
    const ask = async (path: string) => (await fetch(receiver.url + path, { headers: asks })).json();
    const { events, anonymousIds } = await ask("/v1/users/ana");
    const { user } = await ask("/v1/progress?userId=ana&groupId=studio");
    await expect.poll(async () => (await ask("/v1/figures")).waiting).toBe(0);
    const { milestones } = await ask("/v1/figures/time");
    // What was sent once is there once, however often it comes.
    const again = createEvent({ messageId: "m-6", event: "Invoice Sent", userId: "ben" });
    const fresh = createEvent({ messageId: "fresh", event: "Page Seen", userId: "ben" });
    const reply = await post(`${receiver.url}/v1/batch`, { writeKey: "acme", batch: [again, fresh] });
    const { records } = await ask("/v1/users/ben");
    return {
      events,
      anonymousIds,
      milestones: user.milestones,
      reached: [milestones.workspace.reached, milestones.sent.reached],
      status: reply.status,
      ofBen: records.map(({ messageId }: { messageId: string }) => messageId),
    };
  } finally {
    await receiver.close();
  }
}

const KNOWN = {
  events: 4,
  anonymousIds: ["ana-0"],
  milestones: { workspace: "2026-03-02T05:00:00.000Z" },
  reached: [2, 1],
  status: 200,
  ofBen: ["m-5", "m-6", "fresh"],
};

/** Columns and indexes: what two databases have in common that work alike. */
async function getShape(place: Place): Promise<readonly string[]> {
  const database = await openDatabase(place);
  try {
    const rows = await database.query<{ line: string }>(`
      select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity) as line
      from information_schema.columns where table_schema = current_schema()
      union all
      select indexdef from pg_indexes where schemaname = current_schema()
      order by 1`);
    return rows.map(({ line }) => line);
  } finally {
    await database.close();
  }
}

describe.each(programs ? ["embedded", "PostgreSQL"] : ["embedded"])("the schema, on %s", (kind) => {
  it("comes from before it had numbers to the present one, with all rows", async () => {
    const place = await createDatabase(kind, OLD);
    expect(await look(place)).toEqual(KNOWN);
    const shape = await getShape(place);
    expect(shape.length).toBeGreaterThan(80);
    expect(shape).toEqual(await getShape(await createDatabase(kind)));
  });

  it("comes out of a backup as it was", async () => {
    const place = await createDatabase(kind, OLD);
    await look(place);
    count += 1;
    if ("dataDir" in place) {
      const copy = `${place.dataDir}-copy`;
      cpSync(place.dataDir, copy, { recursive: true });
      expect(await look({ dataDir: copy })).toEqual(KNOWN);
      return;
    }
    const { databaseUrl: copy } = (await createDatabase(kind)) as { databaseUrl: string };
    const dump = execFileSync(join(programs!, "pg_dump"), ["--format=custom", place.databaseUrl]);
    execFileSync(join(programs!, "pg_restore"), ["--dbname", copy], { input: dump });
    expect(await look({ databaseUrl: copy })).toEqual(KNOWN);
  });
});

describe("steps of the schema", () => {
  const kind = programs ? "PostgreSQL" : "embedded";
  const one = { name: "one", statements: ["create table one (id integer)"] };

  it("are taken once each, in their order, by however many receivers start", async () => {
    const place = await createDatabase(kind);
    const first = await openDatabase(place);
    const second = programs ? await openDatabase(place) : first;
    const steps = [...MIGRATIONS, one, { name: "two", statements: ["insert into one values (1)"] }];
    await Promise.all([first, second, first].map((database) => migrate(database, steps)));
    expect(await first.query("select id from one")).toEqual([{ id: 1 }]);
    const taken = await first.query<{ name: string }>("select name from migrations order by version");
    expect(taken.map(({ name }) => name)).toEqual(steps.map(({ name }) => name));
    for (const database of new Set([first, second])) await database.close();
  });

  it("are all taken, or none", async () => {
    const database = await openDatabase(await createDatabase(kind));
    const steps = [...MIGRATIONS, one, { name: "wrong", statements: ["no statement"] }];
    await expect(migrate(database, steps)).rejects.toThrow("syntax error");
    await migrate(database, [...MIGRATIONS, one]);
    expect(await database.query("select id from one")).toEqual([]);
    await database.close();
  });

  it("are not taken where a newer receiver has been at it, which is said", async () => {
    const place = await createDatabase(kind);
    const database = await openDatabase(place);
    await database.query("insert into migrations (version, name) values (99, 'of the future')");
    await database.close();
    const expected = `found schema 99 (of the future), expected ${MIGRATIONS.length} or less`;
    await expect(start(place)).rejects.toThrow(expected);
  });
});
