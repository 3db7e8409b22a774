import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Finding, Span } from "../finding.ts";
import { countLines } from "./lines.ts";
import type { Part, Place, SourceFile } from "./part.ts";
import { describeFault, findDepth } from "./syntax.ts";

/** A text, with the place of each of its parts. */
export interface Source {
  /** What it says; `undefined` where the text is no JSON. */
  readonly root?: Part;
  /** What is wrong with the text itself, each at its place. */
  readonly findings: ReadonlyArray<Finding & Place>;
}

/** Reads a text as JSON, as strictly as a page does, and says all that is wrong where that is clear. */
export function parseSource(file: SourceFile): Source {
  const { text } = file;
  const toFinding = ({ message, offset, length }: Span & { readonly message: string }): Finding & Place => ({
    severity: "error",
    path: "",
    message,
    file,
    offset,
    length,
  });
  const tooDeep = findDepth(text);
  if (tooDeep) return { findings: [toFinding(tooDeep)] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const faults = errors.map((error) => describeFault(file, error));
  // What comes after the first grave one mostly comes of it.
  const grave = faults.findIndex(({ isMild }) => !isMild);
  if (grave >= 0 || !root)
    return { findings: faults.slice(0, grave < 0 ? undefined : grave + 1).map(toFinding) };
  const twins = findTwins(root, file).map((one) => ({ ...one, file }));
  return { root: toPart(root, file), findings: [...faults.map(toFinding), ...twins] };
}

function toPart(node: Node, file: SourceFile, key?: Node): Part {
  const { type, offset, length, value, children = [] } = node;
  const is = type === "array" ? "list" : type === "object" ? "object" : "scalar";
  const parts: Array<Part["parts"][number]> = [];
  for (const [i, child] of children.entries()) {
    if (is === "list") parts.push([`${i}`, toPart(child, file)]);
    const [name, own] = child.children ?? [];
    if (is === "object" && name && own) parts.push([`${name.value}`, toPart(own, file, name)]);
  }
  const place = key && { offset: key.offset, length: key.length };
  return { file, offset, length, key: place, is, value, parts };
}

/** Keys that an object has twice: of these a page sees the last one alone. */
function findTwins(node: Node, file: SourceFile, path: readonly string[] = []): Array<Finding & Span> {
  const first = new Map<string, Node>();
  return (node.children ?? []).flatMap((child, i) => {
    if (node.type === "array") return findTwins(child, file, [...path, `${i}`]);
    const [key, value] = child.children ?? [];
    if (node.type !== "object" || !key || !value) return [];
    const here = [...path, `${key.value}`];
    const below = findTwins(value, file, here);
    const other = first.get(key.value);
    first.set(key.value, other ?? key);
    if (!other) return below;
    const message = `found the key ${JSON.stringify(key.value)} twice, expected it once: it is on line ${countLines(file, other.offset)} already, and only the last one would count`;
    return [
      { severity: "error", path: here.join("."), message, offset: key.offset, length: key.length },
      ...below,
    ];
  });
}
