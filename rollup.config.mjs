/**
 * Four bundles from one source:
 * - the npm entries and the command, whose dependencies stay outside;
 * - the chunks of the script tag, whole, named by content hash;
 * - the script tag's own file, a classic script that knows those names.
 */
import { readFileSync, rmSync } from "node:fs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";

const { version, dependencies } = JSON.parse(readFileSync("package.json", "utf8"));

rmSync("dist", { recursive: true, force: true });

/** Of package.json only the version goes into a bundle. */
const packageVersion = {
  name: "package-version",
  load: (id) => (id.endsWith("/package.json") ? `export const version = ${JSON.stringify(version)};` : null),
};

const source = [
  packageVersion,
  nodeResolve(),
  esbuild({ target: "es2022", jsxFactory: "h", jsxFragment: "Fragment" }),
];
const minify = terser({
  ecma: 2020,
  compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
  format: { comments: false },
});

/** What the chunks are called, once they are written. */
const chunkNames = {};
const noteChunkNames = {
  name: "note-chunk-names",
  generateBundle(_, bundle) {
    for (const { isEntry, name, fileName } of Object.values(bundle)) if (isEntry) chunkNames[name] = fileName;
  },
};
const fillInChunkNames = {
  name: "fill-in-chunk-names",
  renderChunk: (code) => ({
    code: code.replaceAll(/\bCHUNKS\.(\w+)/g, (_, name) => JSON.stringify(chunkNames[name])),
    map: null,
  }),
};

const external = (id) => Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`));

export default [
  {
    input: { index: "src/sdk/index.ts", widgets: "src/widgets/index.ts" },
    external,
    plugins: source,
    output: {
      dir: "dist",
      format: "es",
      entryFileNames: "[name].js",
      chunkFileNames: "npm/[name]-[hash].js",
    },
  },
  {
    input: "src/cli/milepost.ts",
    external: (id) => id.startsWith("node:") || external(id),
    plugins: source,
    output: { file: "dist/cli.js", format: "es", banner: "#!/usr/bin/env node" },
  },
  {
    input: { config: "src/sdk/config/parse.ts", show: "src/sdk/show.ts" },
    plugins: [...source, minify, noteChunkNames],
    output: {
      dir: "dist",
      format: "es",
      entryFileNames: "milepost-[name]-[hash].js",
      chunkFileNames: "milepost-[name]-[hash].js",
    },
  },
  {
    input: "src/sdk/script.ts",
    plugins: [...source, fillInChunkNames, minify],
    output: { file: "dist/milepost.js", format: "iife" },
  },
];
