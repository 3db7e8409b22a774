/**
 * `npm run test:clickhouse`: the views in ClickHouse's own engine, which runs in the process. Its package has half a
 * gigabyte, so that it comes into a cache of its own, once, and `npm test` only reads the SQL by ClickHouse's grammar.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const PACKAGE = { name: "chdb", version: "3.4.0" };
const CACHE = resolve("node_modules/.cache/clickhouse");
const done = join(CACHE, `done-${PACKAGE.version}`);
if (!existsSync(done)) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(
    join(CACHE, "package.json"),
    JSON.stringify({ private: true, dependencies: { [PACKAGE.name]: PACKAGE.version } }),
  );
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync("npm", ["install", ...quiet], { cwd: CACHE, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(done, "");
}
const { status } = spawnSync(
  "npx",
  ["vitest", "run", "--project", "units", "tests/sql/views.test.ts", "tests/sql/copy.test.ts"],
  {
    stdio: "inherit",
    env: { ...process.env, CLICKHOUSE: CACHE },
  },
);
process.exitCode = status ?? 1;
