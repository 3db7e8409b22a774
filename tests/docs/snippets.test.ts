import { readdirSync } from "node:fs";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/check/check.ts";
import { runCommand } from "../../src/cli/runCommand.ts";
import * as react from "../../src/react/index.ts";
import * as sdk from "../../src/sdk/index.ts";
import * as testing from "../../src/testing/index.ts";
import * as vite from "../../src/vite/index.ts";
import * as widgets from "../../src/widgets/index.ts";
import { type Fence, readDocument } from "./document.ts";

/** Whatever document a snippet stands in, it can be pasted: other tests ask more of those of single documents. */
const SNIPPETS = [
  "README.md",
  ...readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
]
  .map(readDocument)
  .flatMap(({ path, fences }) => fences.map((fence) => [`${path}:${fence.line}`, fence] as const));

const of = (...languages: readonly string[]) =>
  SNIPPETS.filter(([, { language }]) => languages.includes(language));

/** What each entry of the package gives. */
const ENTRIES: Readonly<Record<string, object>> = {
  milepost: sdk,
  "milepost/react": react,
  "milepost/testing": testing,
  "milepost/vite": vite,
  "milepost/widgets": widgets,
};

const LEAST = {
  version: 1,
  product: "acme",
  milestones: { "first-invoice": { title: "Invoice", when: { event: "Invoice Sent" } } },
  gaps: { "no-first-invoice": { to: "first-invoice", bridge: ["how-to-send"] } },
  guides: { "how-to-send": { type: "banner", title: "Start here" } },
};

test("there are snippets of each kind", () => {
  const kinds = new Set(SNIPPETS.map(([, { language }]) => language));
  expect([...kinds]).toEqual(expect.arrayContaining(["sh", "json", "html", "js", "ts", "tsx", "vue"]));
});

describe("each configuration in a document", () => {
  const whole = of("json").flatMap(([place, { code, words }]) => {
    const value = JSON.parse(code) as { readonly version?: number };
    // The reference has a test of its own, which knows what its pieces speak of.
    if (place.startsWith("docs/config.md")) return [];
    if (words[0] === "root") return [[place, { ...LEAST, ...value }] as const];
    return value.version === 1 && words.length === 0 ? [[place, value] as const] : [];
  });
  test.each(whole)("has no error in it: %s", (_, config) => {
    const { findings } = checkConfig(config, { now: 0 });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("each call of the command in a document", () => {
  const calls = of("sh").flatMap(([place, { code }]) =>
    [...code.replaceAll("\\\n", " ").matchAll(/npx milepost ([^\n#|]*)/g)].map(
      ([, words]) => [place, words!.trim()] as const,
    ),
  );
  // What the receiver is started with is said by `receive --help`, of which its document has a test.
  const ours = calls.filter(([, words]) => !words.startsWith("receive"));
  test.each(ours)("is one that there is, with options of its own: %s %s", async (_, words) => {
    const [command, ...rest] = words.split(/\s+/);
    const { out, ok } = await runCommand([command!, "--help"]);
    expect(ok).toBe(true);
    for (const option of rest.filter((word) => word.startsWith("-"))) {
      const name = option === "-o" ? "--output" : option.split("=")[0]!;
      expect(out.join("\n").replaceAll("-o ", "--output ")).toContain(name);
    }
  });
});

describe("each script in a document", () => {
  const parts = ({
    language,
    code,
  }: Fence): ReadonlyArray<readonly [text: string, loader: "js" | "ts" | "tsx"]> => {
    if (language !== "html" && language !== "vue") return [[code, language === "js" ? "js" : "tsx"]];
    const scripts = [...code.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
    return scripts.map(([, attributes, text]) => [text!, attributes!.includes('lang="ts"') ? "ts" : "js"]);
  };
  test.each(of("js", "ts", "tsx", "html", "vue"))(
    "can be read, and imports what there is: %s",
    async (_, fence) => {
      for (const [text, loader] of parts(fence)) {
        await expect(transform(text, { loader, format: "esm" })).resolves.toMatchObject({ warnings: [] });
        for (const [, names, from] of text.matchAll(/import ([^;]+?) from "(milepost[^"]*)"/g)) {
          const wanted = names!.startsWith("{") ? names!.match(/\b(?!type\b)\w+/g)! : ["default"];
          const given = Object.keys(ENTRIES[from!] ?? {});
          if (!names!.includes("type ")) expect(given).toEqual(expect.arrayContaining(wanted));
        }
      }
    },
  );
});
