/**
 * Bundles from one source:
 * - the npm entries, the command and the receiver, whose dependencies stay outside;
 * - the receiver's page;
 * - the chunks of the script tag, whole, named by content hash;
 * - the script tag's own file, a classic script that knows the first of them.
 */
import { readFileSync, rmSync } from "node:fs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { build, transform } from "esbuild";
import esbuild from "rollup-plugin-esbuild";
import { callsAtStart } from "./build/callsAtStart.mjs";

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

rmSync("dist", { recursive: true, force: true });

/** Of package.json only the version goes into a bundle. */
const packageVersion = {
  name: "package-version",
  load: (id) => (id.endsWith("/package.json") ? `export const version = ${JSON.stringify(version)};` : null),
};

/** A page may have put something on `Object.prototype`. What the script tag brings loops over own keys, as our sources do. */
const ownKeys = {
  name: "own-keys",
  transform: (code, id) =>
    id.includes("/node_modules/")
      ? {
          code: code.replaceAll(
            /\bfor ?\(((?:const |let |var )?[\w$]+) in ([\w$]+)\)/g,
            "for ($1 of Object.keys($2 ?? {}))",
          ),
          map: null,
        }
      : null,
};

/** A style sheet is a text, made small. */
const styles = {
  name: "styles",
  async transform(code, id) {
    if (!id.endsWith(".css")) return null;
    const { code: css } = await transform(code, { loader: "css", minify: true });
    return { code: `export default ${JSON.stringify(css.trimEnd())};`, map: null };
  },
};

/** The tables of forms are made here, of the schemas: what checks a config needs no zod then. */
const tablesOfForms = {
  name: "tables-of-forms",
  async load(id) {
    if (!id.endsWith("/sdk/config/forms.ts")) return null;
    const { outputFiles } = await build({ entryPoints: [id], bundle: true, write: false, format: "esm" });
    const code = Buffer.from(outputFiles[0].contents).toString("base64");
    const tables = await import(`data:text/javascript;base64,${code}`);
    return Object.entries(tables)
      .map(([name, table]) => `export const ${name} = ${JSON.stringify(table)};`)
      .join("\n");
  },
};

const source = [
  packageVersion,
  tablesOfForms,
  styles,
  nodeResolve(),
  esbuild({
    target: "es2022",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    // A shorter word for the same.
    define: { "Number.POSITIVE_INFINITY": "Infinity", "Number.NaN": "NaN" },
  }),
];
const minify = terser({
  ecma: 2022,
  compress: { passes: 5, pure_getters: true, unsafe_arrows: true },
  format: { comments: false },
});

/**
 * What declares constants says so in fewer bytes: `let` is there more often anyhow, and TypeScript has refused by now
 * whatever would give one another value.
 */
const lessConst = {
  name: "less-const",
  renderChunk(code) {
    const places = [];
    const visit = (node) => {
      if (node.type === "VariableDeclaration" && node.kind === "const") places.push(node.start);
      for (const part of Object.values(node).flat()) if (typeof part?.type === "string") visit(part);
    };
    visit(this.parse(code));
    let at = 0;
    let text = "";
    for (const place of places.toSorted((a, b) => a - b)) {
      text += `${code.slice(at, place)}let`;
      at = place + "const".length;
    }
    return { code: text + code.slice(at), map: null };
  },
};

/**
 * A browser keeps a file in two bytes a character where one of them is beyond the first 256: of these a file has a few, or
 * none, unless it has the words of a language. So they are written as escapes.
 */
const oneByte = {
  name: "one-byte",
  renderChunk(code, { facadeModuleId }) {
    if (facadeModuleId?.includes("/languages/")) return null;
    const toEscape = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return { code: code.replaceAll(/[^\0-\xff]/g, toEscape), map: null };
  },
};

/**
 * What checks a config is needed once, and a module is never let go. So the chunk's code becomes the body of the one
 * function that it gives, and what that has made goes when it returns.
 */
const letGo = {
  name: "let-go",
  renderChunk(code, { name }) {
    if (name !== "toPlan") return null;
    const cut = { ImportDeclaration: [], ExportNamedDeclaration: [] };
    for (const { type, start, end } of this.parse(code).body) cut[type]?.push([start, end]);
    const imports = cut.ImportDeclaration.map(([start, end]) => code.slice(start, end)).join("\n");
    const body = Object.values(cut)
      .flat()
      .toSorted(([a], [b]) => b - a)
      .reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), code);
    return {
      code: `${imports}\nexport const toPlan = (given) => {\n${body}\nreturn toPlan(given);\n};`,
      map: null,
    };
  },
};

/** What the first of the chunks is called, once it is written; it knows the others. */
let core;
const noteCore = {
  name: "note-core",
  generateBundle(_, bundle) {
    core = Object.values(bundle).find(({ isEntry }) => isEntry).fileName;
  },
};
const fillInCore = {
  name: "fill-in-core",
  renderChunk: (code) => ({ code: code.replaceAll(/\bCORE\b/g, JSON.stringify(core)), map: null }),
};

/**
 * What chunks are called that have a name, by that of their source. Lists of content blockers look for words in file
 * names, such as a banner, a survey, a tour or a report: all other chunks are parts, told apart by their hash.
 */
const CHUNKS = {
  awakeRun: "engine",
  engine: "engine",
  timeFeatures: "time",
  rareFeatures: "more",
  toPlan: "config",
  makePlan: "plan",
  show: "show",
  elements: "elements",
  signals: "friction",
  explaining: "reasons",
  progress: "progress",
  trouble: "trouble",
  sending: "outbox",
  reporting: "format",
  readPastMilestones: "past",
  hints: "hints",
  inspect: "inspector",
};
const nameChunk = ({ name, facadeModuleId }) =>
  facadeModuleId?.includes("/languages/") ? `words-${name}` : (CHUNKS[name] ?? "part");

/**
 * Files whose parts others share too, by what they are the parts of; earlier ones have what is in several. What is there
 * from the start is one file, and what judges facts is one more: each further file is another request before anything is
 * known. So it is with what decides, and with what finds: one file each, and not one for each set of those who share it.
 */
const TOGETHER = [
  ["core", "/runtime/core.ts"],
  ["engine", "/runtime/awakeRun.ts"],
  ["timeFeatures", "/chunks/timeFeatures.ts"],
  ["rareFeatures", "/chunks/rareFeatures.ts"],
  ["decide", "/decide/judge.ts"],
  ["decide", "/plan/guideKinds.ts"],
  ["find", "/find/candidates.ts"],
  ["find", "/find/treeObserver.ts"],
  ["stateful", "/stateful/statefulKinds.ts"],
];
function joinParts(id, { getModuleInfo, getModuleIds }) {
  const find = (end) => [...getModuleIds()].find((one) => one.endsWith(end));
  const isIn = (from, seen = new Set()) => {
    if (!seen.has(from))
      for (const next of getModuleInfo(seen.add(from) && from).importedIds) isIn(next, seen);
    return seen;
  };
  // One line that what draws and what checks a config have in common.
  if (id.endsWith("/plan/guidePlan.ts")) return "engine";
  return TOGETHER.find(([, end]) => isIn(find(end)).has(id))?.[0];
}

/**
 * A browser learns only from a file that has come which others that one needs. So whoever asks for what draws asks for
 * those in the same go; where one does not come, the file that needs it says so.
 */
const askAtOnce = {
  name: "ask-at-once",
  renderChunk(code, { name, fileName }, _, { chunks }) {
    const isThere = withImports(fileName, chunks);
    const ask = (all, file) => {
      const draws = name === "show" || chunks[file]?.name === "show";
      const more = draws
        ? [...withImports(file, chunks)].filter((one) => one !== file && !isThere.has(one))
        : [];
      return more.length > 0 ? `(${more.map((one) => `import("./${one}").catch(()=>{})`)},${all})` : all;
    };
    return { code: code.replaceAll(/import\("\.\/([^"]+)"\)/g, ask), map: null };
  },
};

/** A file and all that it imports before it runs, also by another one. */
function withImports(file, chunks, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of chunks[file]?.imports ?? []) withImports(next, chunks, seen);
  return seen;
}

/** What of the receiver the command loads when that is asked for, and where it finds it. */
const OF_RECEIVER = ["receive", "webhooks/listen"];
const isOfReceiver = (id) => OF_RECEIVER.some((name) => id === `./server/receiver/${name}.js`);
const outsideOfCommand = {
  name: "outside-of-command",
  resolveId(id) {
    const name = OF_RECEIVER.find((one) => id.endsWith(`/receiver/${one}.ts`));
    return name === undefined ? null : { id: `./server/receiver/${name}.js`, external: "absolute" };
  },
};

/**
 * Where components may run on a server alone, hooks say that they do not. They say it in a file of its own, which is found
 * there alone: all other bundlers would warn that they pass over what it says.
 */
const forServerComponents = {
  name: "for-server-components",
  generateBundle(_, bundle) {
    const names = bundle["react.js"].exports.join(", ");
    const source = `"use client";\nexport { ${names} } from "./react.js";\n`;
    this.emitFile({ type: "asset", fileName: "react.client.js", source });
  },
};

const outside = Object.keys({ ...dependencies, ...peerDependencies });
const external = (id) => outside.some((name) => id === name || id.startsWith(`${name}/`));

export default [
  {
    input: {
      index: "src/sdk/index.ts",
      widgets: "src/widgets/index.ts",
      react: "src/react/index.ts",
      testing: "src/testing/index.ts",
    },
    external,
    // A chunk imports only what it uses.
    treeshake: { moduleSideEffects: "no-external" },
    plugins: [...source, forServerComponents],
    output: {
      dir: "dist",
      hoistTransitiveImports: false,
      format: "es",
      entryFileNames: "[name].js",
      chunkFileNames: (chunk) => `npm/${nameChunk(chunk)}-[hash].js`,
    },
  },
  {
    input: "src/cli/milepost.ts",
    external: (id) => id.startsWith("node:") || external(id) || isOfReceiver(id),
    plugins: [outsideOfCommand, ...source],
    output: { file: "dist/cli.js", format: "es", banner: "#!/usr/bin/env node" },
  },
  {
    // What the command brings into a page that it looks at is one text.
    input: "src/pages/inPage.ts",
    plugins: [...source, minify],
    output: { file: "dist/pages/inPage.js", format: "iife", inlineDynamicImports: true },
  },
  {
    input: "src/vite/index.ts",
    external: (id) => id.startsWith("node:") || external(id),
    plugins: source,
    output: { file: "dist/vite.js", format: "es" },
  },
  {
    // The thread of the figures is started by its file.
    input: [...OF_RECEIVER, "figures/thread"].map((name) => `src/receiver/${name}.ts`),
    external: (id) => id.startsWith("node:") || external(id) || id === "esbuild",
    plugins: source,
    // Its parts stay where they are to each other: it looks for its page and its thread beside them.
    output: { dir: "dist/server", format: "es", preserveModules: true, preserveModulesRoot: "src" },
  },
  {
    input: "src/receiver/page/main.tsx",
    plugins: [...source, minify],
    output: { file: "dist/server/receiver/page/main.js", format: "es" },
  },
  {
    input: "src/sdk/runtime/core.ts",
    preserveEntrySignatures: "allow-extension",
    plugins: [
      ownKeys,
      ...source,
      letGo,
      minify,
      callsAtStart("dist/core.js"),
      lessConst,
      oneByte,
      askAtOnce,
      noteCore,
    ],
    output: {
      dir: "dist",
      format: "es",
      manualChunks: joinParts,
      freeze: false,
      // What draws asks for all of it at once, as `askAtOnce` does; a file need not name what another one imports.
      hoistTransitiveImports: false,
      // Six letters of a hash tell 69 billion files apart, and each file names the others.
      entryFileNames: "milepost-[name]-[hash:6].js",
      chunkFileNames: (chunk) => `milepost-${nameChunk(chunk)}-[hash:6].js`,
    },
  },
  {
    input: "src/sdk/script.ts",
    plugins: [...source, fillInCore, minify, callsAtStart("dist/milepost.js"), lessConst, oneByte],
    output: { file: "dist/milepost.js", format: "iife" },
  },
];
