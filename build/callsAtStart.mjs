import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A browser passes over the body of a function and reads it again when it is first called, on the page's own thread. What
 * stands in parentheses it compiles at once, beside that thread. So the functions that a start calls are put in
 * parentheses; those that it does not call would only take up memory.
 * @param file What the chunk is called once it is written.
 */
export const callsAtStart = (file) => ({
  name: "calls-at-start",
  renderChunk(code, { isEntry }) {
    if (!isEntry) return null;
    return { code: compileAtOnce(code, this.parse(code), findCalled(file, code)), map: null };
  },
});

/** First and last places of functions, as `12-34`. */
function findCalled(file, code) {
  const folder = mkdtempSync(join(tmpdir(), "milepost-"));
  try {
    const path = join(folder, "chunk.mjs");
    writeFileSync(path, code);
    const said = execFileSync(process.execPath, ["build/startCalls.mjs", file, path], { encoding: "utf8" });
    return new Set(JSON.parse(said).map((places) => places.join("-")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isNode = (value) => typeof value?.type === "string";
const getParts = (node) =>
  Object.values(node)
    .flat()
    .filter(isNode)
    .toSorted((a, b) => a.start - b.start);

/** The same code. What is declared becomes a constant at the head of its block, where it counts as declared too. */
export function compileAtOnce(code, program, called) {
  const isCalled = ({ type, start, end }) => type.includes("Function") && called.has(`${start}-${end}`);
  // Of a method the browser tells the place with its name, of which its function is only the end.
  const isCalledMethod = ({ method, start, end, value }) =>
    method === true && (called.has(`${start}-${end}`) || isCalled(value));
  const isBody = (node, parent) => node.type === "Program" || /Function/.test(parent?.type);

  function write(node, parent) {
    const declared = [];
    let text = "";
    let at = node.start;
    for (const part of getParts(node)) {
      // A property in short form has one name in two places.
      if (part.start < at) continue;
      text += code.slice(at, part.start);
      at = part.end;
      const written = write(part, node);
      if (part.type === "FunctionDeclaration" && isCalled(part) && isBody(node, parent))
        declared.push(`${part.id.name}=(${written.replace(/^((?:async )?function\*?) ?[\w$]+/, "$1")})`);
      else text += written;
    }
    text += code.slice(at, node.end);
    if (isCalledMethod(node) && !/\bsuper\b/.test(text)) {
      const { key, value } = node;
      const name = code.slice(key.start, key.end);
      const head = `${value.async ? "async " : ""}function${value.generator ? "*" : ""}`;
      return `${node.computed ? `[${name}]` : name}:(${head}${write(value, node)})`;
    }
    if (declared.length > 0) {
      // Behind the brace, and what may have to come first.
      const [before] = /^\{?("use strict";)?/.exec(text);
      return `${before}const ${declared};${text.slice(before.length)}`;
    }
    const isMethod = parent?.method || /^[gs]et$/.test(parent?.kind) || parent?.type === "MethodDefinition";
    return isCalled(node) && node.type !== "FunctionDeclaration" && !isMethod ? `(${text})` : text;
  }

  return write(program);
}
