/** The others: their packages, put into a cache of their own, and their pages, built as a vendor would build them. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { installPackages } from "../../examples/http/installPackages.ts";
import type { Subject } from "./subjects.ts";

const HERE = "bench/page";
const CACHE = resolve("node_modules/.cache/bench-page");

/** Installs what `bench/page/package.json` names. */
export const installPeers = (): string =>
  installPackages("bench-page", readFileSync(join(HERE, "package.json"), "utf8"));

/** A page's own lines and what they import, minified, with the parts that load later beside them. By file name. */
export async function buildPage(page: Subject["page"]): Promise<Map<string, Buffer>> {
  const { outputFiles } = await build({
    stdin: {
      contents: readFileSync(join(HERE, "pages", `${page}.js`), "utf8"),
      resolveDir: CACHE,
    },
    bundle: true,
    splitting: true,
    minify: true,
    legalComments: "none",
    format: "esm",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    outdir: "out",
    entryNames: "main",
    write: false,
    logLevel: "error",
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [path.split(/[\\/]/).at(-1)!, Buffer.from(contents)]),
  );
}

export const readPeerFile = (path: string): Buffer => readFileSync(join(CACHE, "node_modules", path));

export const getVersion = (name: string): string =>
  JSON.parse(readPeerFile(`${name}/package.json`).toString()).version;
