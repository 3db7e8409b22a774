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
  const faults = errors.map((error) => describeFault(text, error));
  // What comes after the first grave one mostly comes of it.
  const grave = faults.findIndex(({ isMild }) => !isMild);
  if (grave >= 0 || !root)
    return { findings: faults.slice(0, grave < 0 ? undefined : grave + 1).map(toFinding) };
  const twins = findTwins(root, text).map((one) => ({ ...one, file }));
  return { root: toPart(root, file), findings: [...faults.map(toFinding), ...twins] };
}

function toPart(node: Node, file: SourceFile, key?: Node): Part {
  const { offset, length, children = [] } = node;
  const common = { file, offset, length, ...(key && { key: { offset: key.offset, length: key.length } }) };
  if (node.type === "array")
    return { ...common, is: "list", parts: children.map((child, i) => [`${i}`, toPart(child, file)]) };
  if (node.type !== "object") return { ...common, is: "scalar", value: node.value, parts: [] };
  const parts = children.flatMap(({ children: [name, child] = [] }) =>
    name && child ? [[`${name.value}`, toPart(child, file, name)] as const] : [],
  );
  return { ...common, is: "object", parts };
}

/** Keys that an object has twice: of these a page sees the last one alone. */
function findTwins(node: Node, text: string, path: readonly string[] = []): Array<Finding & Span> {
  const first = new Map<string, Node>();
  return (node.children ?? []).flatMap((child, i) => {
    if (node.type === "array") return findTwins(child, text, [...path, `${i}`]);
    const [key, value] = child.children ?? [];
    if (node.type !== "object" || !key || !value) return [];
    const here = [...path, `${key.value}`];
    const below = findTwins(value, text, here);
    const other = first.get(key.value);
    first.set(key.value, other ?? key);
    if (!other) return below;
    const message = `found the key ${JSON.stringify(key.value)} twice, expected it once: it is on line ${countLines(text, other.offset)} already, and only the last one would count`;
    return [
      { severity: "error", path: here.join("."), message, offset: key.offset, length: key.length },
      ...below,
    ];
  });
}
