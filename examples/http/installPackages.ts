import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Installs what `wanted`, the text of a `package.json`, names into a cache of its own below `node_modules/.cache`, unless
 * it is there; no script of a package runs. Returns the cache's folder.
 */
export function installPackages(name: string, wanted: string): string {
  const cache = resolve("node_modules/.cache", name);
  const there = join(cache, "package.json");
  const done = join(cache, "done");
  if (existsSync(done) && readFileSync(there, "utf8") === wanted) return cache;
  mkdirSync(cache, { recursive: true });
  writeFileSync(there, wanted);
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: cache,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  mkdirSync(done, { recursive: true });
  return cache;
}
