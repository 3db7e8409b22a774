import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";

/** What tests start in threads and processes of their own: a second of a core each, if each compiled its source. */
const STARTED = [
  "src/receiver/figures/thread.ts",
  "examples/collector/serve.ts",
  "tests/attack/receiverProcess.ts",
  "tests/attack/bystanderProcess.ts",
  "tests/receiver/flood.ts",
];
/** A thread's file, which the receiver looks for beside itself. */
const BESIDE = "src/receiver/database/embeddedWorker.mjs";
const FOLDER = resolve(`node_modules/.cache/milepost/started-${process.pid}`);

/** Once before the receiver's tests, and again before each run of them. */
export default async function bundleAll(project: TestProject): Promise<() => void> {
  const bundle = async (): Promise<void> => {
    await build({
      entryPoints: STARTED,
      outdir: FOLDER,
      entryNames: "[name]",
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    });
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/package.json`, '{ "type": "module" }');
  cpSync(BESIDE, `${FOLDER}/${basename(BESIDE)}`);
  await bundle();
  project.onTestsRerun(bundle);
  process.env.MILEPOST_BUNDLES = FOLDER;
  return () => rmSync(FOLDER, { recursive: true, force: true });
}

/** How Node starts that file: as it was bundled, or where nobody has, from its source. */
export function toStart(path: string): { readonly file: string; readonly execArgv: readonly string[] } {
  const folder = process.env.MILEPOST_BUNDLES;
  if (folder === undefined) return { file: path, execArgv: ["--import", "tsx"] };
  return { file: `${folder}/${basename(path, ".ts")}.js`, execArgv: [] };
}
