import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/receiver/database/openDatabase.ts";
import { startReceiver } from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, post } from "./receiver.ts";

it("keeps neither the address nor the browser that somebody came by, in any table", async () => {
  const database = await openDatabase({ dataDir: EMPTY });
  onTestFinished(database.close);
  const shared = { ...database, close: async () => {} };
  const receiver = await startReceiver({ port: 0, origins: [], database: shared, proxies: 1 });
  onTestFinished(receiver.close);
  const traces = { ip: "198.51.100.7", userAgent: "Trace/1.0", userAgentData: { brands: ["Trace"] } };
  const page = { path: "/invoices" };
  const batch = [
    createEvent({ userId: "ana", context: { ...traces, page } }),
    createEvent({ userId: "ben" }),
  ];
  const headers = { "x-forwarded-for": traces.ip, "user-agent": traces.userAgent };
  const body = { writeKey: "acme", batch, context: traces };
  expect((await post(`${receiver.url}/v1/batch`, body, headers)).status).toBe(200);
  const tables = await database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = current_schema()",
  );
  expect(tables.length).toBeGreaterThan(5);
  let kept = "";
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
    kept += rows.map(({ row }) => row).join("\n");
  }
  expect(kept).toContain("/invoices");
  for (const trace of ["198.51.100.7", "127.0.0.1", "Trace"]) expect(kept).not.toContain(trace);
});
