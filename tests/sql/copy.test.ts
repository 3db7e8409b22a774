import { createRequire } from "node:module";
import { describe, expect, onTestFinished, test } from "vitest";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { readDocument } from "../docs/document.ts";
import { createEvent, post } from "../receiver/receiver.ts";
import { findPostgres, startPostgres } from "../receiver/temporaryPostgres.ts";
import type { ClickhouseSession } from "./warehouses.ts";

const { CLICKHOUSE: folder } = process.env;
const programs = findPostgres();
const getStatement = (name: string): string =>
  readDocument("docs/scale.md").fences.find(({ language, words }) => language === "sql" && words[0] === name)!
    .code;

describe.skipIf(folder === undefined || programs === undefined)(
  "what scale.md copies into ClickHouse",
  () => {
    test("is each row of the receiver's database once, however often it is copied", async () => {
      const postgres = await startPostgres(programs!);
      onTestFinished(() => postgres.stop());
      const receiver = await startReceiver({ port: 0, origins: [], databaseUrl: postgres.url });
      onTestFinished(() => receiver.close());
      const { Session } = createRequire(`${folder}/package.json`)("chdb") as {
        readonly Session: new () => ClickhouseSession;
      };
      const session = new Session();
      onTestFinished(() => session.cleanup());
      const { hostname: host, port, username: user } = new URL(postgres.url);
      const places: Readonly<Record<string, string>> = {
        host,
        port,
        user,
        database: "postgres",
        password: "",
      };
      const copy = getStatement("copy").replace(/\{(\w+)\}/g, (_, name: string) => places[name]!);
      session.query(getStatement("table"));
      for (let round = 1; round <= 2; round++) {
        const batch = Array.from({ length: 100 }, (_, n) =>
          createEvent({ userId: `u-${n}`, properties: { total: n } }),
        );
        await post(`${receiver.url}/v1/batch`, { writeKey: "acme", batch });
        for (let time = 0; time < 2; time++) session.query(copy);
        const text = session.query(
          "select count() as n, sum(JSONExtractInt(properties, 'total')) as sum from calls final",
          "JSONEachRow",
        );
        expect(Object.values(JSON.parse(text)).map(Number)).toEqual([100 * round, 4_950 * round]);
      }
    });
  },
);
