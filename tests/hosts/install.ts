import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getEngine } from "./engines/engines.ts";

const FOLDER = "tests/hosts";
const LOCK = join(FOLDER, "package-lock.json");
/** What npm writes of an install, at its end. */
const INSTALLED = join(FOLDER, "node_modules/.package-lock.json");

const getVersions = (path: string): string => {
  const { packages } = JSON.parse(readFileSync(path, "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
  };
  const wanted = Object.entries(packages).filter(([place, { optional }]) => place !== "" && !optional);
  return wanted.map(([place, { version }]) => `${place} ${version}`).join("\n");
};

/** The engine and the hosts' packages are there before the first test, the packages as the lock has them. */
export default function install(): void {
  getEngine().prepare();
  if (existsSync(INSTALLED) && getVersions(INSTALLED) === getVersions(LOCK)) return;
  execFileSync("npm", ["ci"], { cwd: FOLDER, stdio: "inherit", shell: process.platform === "win32" });
}
