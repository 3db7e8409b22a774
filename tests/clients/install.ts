import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The packages as the lock has them, without any script of theirs. */
export default function install(): void {
  if (existsSync("tests/clients/node_modules/.package-lock.json")) return;
  const shell = process.platform === "win32";
  execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: "tests/clients", stdio: "inherit", shell });
}
