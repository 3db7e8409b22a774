/**
 * `npm run test:clickhouse`: the views in ClickHouse's own engine, which runs in the process. Its package has half a
 * gigabyte, so that it comes into a cache of its own, once, and `npm test` only reads the SQL by ClickHouse's grammar.
 */
import { spawnSync } from "node:child_process";
import { installPackages } from "../../examples/http/installPackages.ts";

const wanted = { private: true, dependencies: { chdb: "3.4.0" } };
const CLICKHOUSE = installPackages("clickhouse", JSON.stringify(wanted));
const { status } = spawnSync("npx", ["vitest", "run", "tests/sql/views.test.ts", "tests/sql/copy.test.ts"], {
  stdio: "inherit",
  env: { ...process.env, CLICKHOUSE },
});
process.exitCode = status ?? 1;
