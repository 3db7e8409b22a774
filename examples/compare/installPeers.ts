import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const WANTED = fileURLToPath(new URL("package.json", import.meta.url));
const CACHE = resolve(dirname(WANTED), "../../node_modules/.cache/compare");

/** Installs what the `package.json` beside it names, unless it is there; nothing of it runs. The folder of the packages. */
export function installPeers(): string {
  const there = join(CACHE, "package.json");
  const done = join(CACHE, "done");
  const packages = join(CACHE, "node_modules");
  const wanted = readFileSync(WANTED, "utf8");
  if (existsSync(done) && readFileSync(there, "utf8") === wanted) return packages;
  mkdirSync(CACHE, { recursive: true });
  cpSync(WANTED, there);
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const shell = process.platform === "win32";
  execFileSync("npm", ["install", ...quiet], { cwd: CACHE, stdio: ["ignore", "ignore", "inherit"], shell });
  mkdirSync(done, { recursive: true });
  return packages;
}
