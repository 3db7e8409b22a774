import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { compileAtOnce } from "../../build/callsAtStart.mjs";

/** What the chunk that checks a config says, in the file of that name under a folder. */
const readChecker = (folder: string): string => {
  const name = readdirSync(folder).find((file) => /^(milepost-)?config-/.test(file))!;
  return readFileSync(join(folder, name), "utf8");
};

test.each(["dist", "dist/npm"])(
  "a page that checks a config brings no library along to do so: %s",
  (folder) => {
    const code = readChecker(folder);
    expect(code).toContain("the unknown key");
    expect(code).not.toMatch(/zod/i);
    // It has the table that is made of the schema.
    expect(code).toContain("inPeriods");
  },
);

describe("what draws", () => {
  const files = readdirSync("dist").filter((file) => /^milepost-.*\.js$/.test(file));
  const read = (file: string): string => readFileSync(join("dist", file), "utf8");
  const find = (name: string): string => files.find((file) => file.startsWith(`milepost-${name}-`))!;
  /** What a file imports before it runs, and what those import. */
  const getImports = (file: string, seen = new Set<string>()): Set<string> => {
    for (const [, name] of read(file).matchAll(/(?:from|import) ?"\.\/([^"]+)"/g))
      if (!seen.has(name!)) getImports(name!, seen.add(name!));
    return seen;
  };
  /** What a file asks for when it is needed. */
  const getAsked = (file: string): string[] =>
    [...read(file).matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, name]) => name!);

  test("comes in one go: nothing that it needs is asked for only once it is there", () => {
    const show = find("show");
    const [asks] = files.filter((file) => getAsked(file).includes(show) && file !== find("hints"));
    const late = (from: string, to: string) => {
      const known = new Set([from, ...getImports(from), ...getAsked(from)]);
      return [...getImports(to)].filter((name) => !known.has(name));
    };
    expect(late(asks!, show)).toEqual([]);
    expect(getAsked(show).length).toBeGreaterThan(10);
    expect(getAsked(show).flatMap((kind) => late(show, kind))).toEqual([]);
  });
});

test("a file is kept in one byte a character, unless it has the words of a language", () => {
  const list = (folder: string): string[] => readdirSync(folder).map((file) => join(folder, file));
  const files = [...list("dist"), ...list("dist/npm")].filter((file) => /(milepost|npm).*\.js$/.test(file));
  const wide = files.filter((file) => /[^\0-\xff]/.test(readFileSync(file, "utf8")));
  expect(wide.filter((file) => !file.includes("milepost-words-"))).toEqual([]);
  expect(wide).toContainEqual(expect.stringMatching(/-words-ja-/));
});

/** Parses it, and finds every function in it. */
function hintAll(code: string): string {
  const program = parseAst(code);
  const all: string[] = [];
  JSON.stringify(program, (_, node) => {
    if (/Function/.test(node?.type)) all.push(`${node.start}-${node.end}`);
    return node;
  });
  return compileAtOnce(code, program, new Set(all));
}

describe("what a start calls", () => {
  test.each([
    ["an arrow", "const a = () => 1;", "const a = (() => 1);"],
    ["one in another", "f(a => b => a)", "f((a => (b => a)))"],
    ["a declaration, at the head of the code", "a(); function a() {}", "const a=(function() {});a(); "],
    [
      "one in a function, behind what has to come first",
      `f(function () {"use strict";b(); async function b(c) {}})`,
      `f((function () {"use strict";const b=(async function(c) {});b(); }))`,
    ],
    ["a generator", "function* g() { yield 1 }", "const g=(function*() { yield 1 });"],
    ["a method", "({ async a(b) {}, *[c]() {} })", "({ a:(async function(b) {}), [c]:(function*() {}) })"],
    ["no method that asks above", "({ a() { super.a() } })", "({ a() { super.a() } })"],
    ["nothing that gets", "({ get b() { return 1 } })", "({ get b() { return 1 } })"],
    ["no declaration of a mere block", "if (a) { function b() {} }", "if (a) { function b() {} }"],
    ["names in short form once", "({ a, b: c } = d)", "({ a, b: c } = d)"],
  ])("is compiled at once: %s", (_, code, wanted) => {
    expect(hintAll(code)).toBe(wanted);
    expect(() => parseAst(wanted)).not.toThrow();
  });

  test("is told in the files that every page loads, and what it does not call is left to be", () => {
    const core = readdirSync("dist").find((file) => file.startsWith("milepost-core-"))!;
    for (const file of ["milepost.js", core]) {
      const code = readFileSync(join("dist", file), "utf8");
      const hinted = code.match(/\((?:async ?)?(?:function\b|\([^()]*\)=>|\w+=>)/g)!.length;
      const all = code.match(/\bfunction\b|=>/g)!.length;
      expect(hinted / all).toBeGreaterThan(0.2);
      expect(hinted / all).toBeLessThan(0.8);
    }
  });
});
