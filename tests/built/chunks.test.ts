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
    ["no method", "({ a() {}, get b() { return 1 } })", "({ a() {}, get b() { return 1 } })"],
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
