import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { compile, compileModule } from "svelte/compiler";

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

const bundles = new Map<string, Promise<Bundle>>();

/** The script and the styles of a host's page, made once in a run. A library finds React, Vue and Svelte where we have them. */
export const bundleHost = (entry: string): Promise<Bundle> => {
  const known = bundles.get(entry);
  if (known) return known;
  const made = make(entry);
  bundles.set(entry, made);
  return made;
};

const make = async (entry: string): Promise<Bundle> => {
  const { outputFiles } = await build({
    entryPoints: [join("tests/hosts/pages", entry)],
    bundle: true,
    write: false,
    outdir: "/",
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "silent",
    conditions: ["browser", "svelte"],
    alias: { vue: "vue/dist/vue.esm-bundler.js" },
    loader: {
      ".woff": "dataurl",
      ".woff2": "dataurl",
      ".ttf": "dataurl",
      ".eot": "dataurl",
      ".svg": "dataurl",
    },
    define: {
      "process.env": "{}",
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    // None of this repository's own settings.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    plugins: [svelte],
  });
  const find = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { script: find(".js"), style: find(".css") };
};

const svelte: Plugin = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const { js } = path.endsWith(".js")
        ? compileModule(text, { filename: path })
        : compile(text, { filename: path, css: "injected" });
      return { contents: js.code, loader: "js" };
    });
  },
};
