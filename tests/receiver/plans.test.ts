import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/receiver/database/database.ts";
import { type StoredEvent, storeEvents } from "../../src/receiver/database/events.ts";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { createPlans } from "../../src/receiver/database/plans.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { databases } from "./onEachDatabase.ts";
import { startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

describe("a statement that is asked again and again", () => {
  it("is planned anew each time that it was asked twice as often, and every 1,024 times after that", () => {
    const plans = createPlans();
    const made = Array.from({ length: 5_000 }, () => plans.next("store")).flatMap((plan) =>
      plan?.isNew ? [[plan.name, plan.old]] : [],
    );
    const names = [8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_072, 4_096].map((times) => `store_${times}`);
    expect(made).toEqual(names.map((name, i) => [name, names[i - 1]]));
  });

  it("whose plan is gone has the next one under another name", () => {
    const plans = createPlans();
    for (let n = 0; n < 10; n++) plans.next("store");
    plans.forget("store");
    expect(plans.next("store")).toEqual({ name: "store_11", isNew: true, old: undefined });
    expect(plans.next("store")).toEqual({ name: "store_11", isNew: false, old: undefined });
  });
});

describe.each(databases)("a session of $name", ({ programs }) => {
  let postgres: TemporaryPostgres | undefined;
  let database: Database;
  beforeAll(async () => {
    if (programs !== undefined) postgres = await startPostgres(programs);
    database = await openDatabase(postgres ? { databaseUrl: postgres.url } : { dataDir: EMPTY });
  });
  afterAll(async () => {
    await database?.close();
    postgres?.stop();
  });

  it("gives back what it was given, whatever is in it, and keeps one plan", async () => {
    const texts = fc.sample(fc.string({ unit: "grapheme" }), { numRuns: 40, seed: 1 });
    const odd = ["'", "''", "\\", "\\'", "$1", "$$", "; drop table events; --", "\n", '"', ...texts];
    const given = odd.map((text) => text.replaceAll("\0", ""));
    await database.transaction(async ({ query }) => {
      const sql = "select $1::text as text, $2::float8 as number";
      for (const [i, text] of given.entries())
        expect(await query(sql, [text, i / 3], "echo")).toEqual([{ text, number: i / 3 }]);
      const kept = await query("select name from pg_prepared_statements where name like 'echo%'");
      expect(kept).toEqual([{ name: "echo_32" }]);
    });
  });

  it("goes on after a transaction in which it could not make one", async () => {
    const ask = (): Promise<unknown> =>
      database.transaction(async ({ query }) => {
        for (let n = 0; n < 7; n++) await query("select $1::int as one", [1], "late");
        await query("select 1/0").catch(() => {});
        await query("select $1::int as one", [1], "late");
      });
    await expect(ask()).rejects.toThrow();
    for (let n = 0; n < 3; n++)
      expect(await database.transaction(({ query }) => query("select $1::int as one", [1], "late"))).toEqual([
        { one: 1 },
      ]);
  });

  it("reads no table as a whole to store, though it has not counted any", async () => {
    await database.query(`insert into people (write_key, person, is_visitor, came)
      select 'plans', 'user-' || n, false, now() from generate_series(1, 20000) n`);
    await database.query(`insert into visitors (write_key, anonymous_id, user_id, vouched)
      select 'plans', 'visitor-' || n, 'user-' || n, false from generate_series(1, 20000) n`);
    await database.query(`insert into accounts (write_key, id, said)
      select 'plans', 'account-' || n, '2026-01-01' from generate_series(1, 20000) n`);
    const at = new Date().toISOString();
    const rows = Array.from({ length: 100 }, (_, n): StoredEvent => {
      const user = n % 2 === 0 ? `user-${n}` : null;
      return {
        write_key: "plans",
        message_id: `m-${n}`,
        owner: user ?? "",
        subject: "",
        member: false,
        type: "track",
        event: "Invoice Sent",
        user_id: user,
        anonymous_id: `visitor-${n}`,
        previous_id: null,
        group_id: `account-${n}`,
        at,
        received_at: at,
        properties: {},
        traits: {},
        context: {},
      };
    });
    let read: unknown;
    await storeEvents(database, rows, [
      async ({ query }) => {
        read = await query(
          "select relname::text as name, seq_tup_read::int as rows from pg_stat_xact_user_tables where seq_tup_read > 1000",
        );
      },
    ]);
    expect(read).toEqual([]);
  });
});
