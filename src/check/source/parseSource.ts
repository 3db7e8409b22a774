import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Finding, Span } from "../finding.ts";
import { countLines } from "./lines.ts";
import { describeFault, findDepth } from "./syntax.ts";

/** A config's text, with the place of each of its parts. */
export interface Source {
  readonly text: string;
  /** `undefined` where the text is no JSON. */
  readonly value: unknown;
  /** What is wrong with the text itself, each at its place. */
  readonly findings: ReadonlyArray<Finding & Span>;
  /** Where a part stands, or else the nearest that there is around it. */
  locate(path: string, isKey: boolean): Span;
}

/** Reads a text as JSON, as strictly as a page does, and says all that is wrong where that is clear. */
export function parseSource(text: string): Source {
  const tooDeep = findDepth(text);
  if (tooDeep) return createSource(text, undefined, undefined, [toFinding(tooDeep)]);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const faults = errors.map((error) => describeFault(text, error));
  // What comes after the first grave one mostly comes of it.
  const grave = faults.findIndex(({ isMild }) => !isMild);
  if (grave >= 0 || !root) {
    const said = faults.slice(0, grave < 0 ? undefined : grave + 1);
    return createSource(text, undefined, undefined, said.map(toFinding));
  }
  return createSource(text, root, toValue(root), [...faults.map(toFinding), ...findTwins(root, text)]);
}

const toFinding = ({ message, offset, length }: Span & { readonly message: string }): Finding & Span => ({
  severity: "error",
  path: "",
  message,
  offset,
  length,
});

function createSource(
  text: string,
  root: Node | undefined,
  value: unknown,
  findings: Source["findings"],
): Source {
  return {
    text,
    value,
    findings,
    locate(path, isKey) {
      if (!root) return { offset: 0, length: 1 };
      return toSpan(findNode(root, path), isKey);
    },
  };
}

/** Objects and lists are many lines long: their key stands for them, or their first bracket. */
function toSpan(node: Node, isKey: boolean): Span {
  const isLong = node.type === "object" || node.type === "array";
  const key = node.parent?.type === "property" ? node.parent.children![0]! : undefined;
  if (key && (isKey || isLong)) return key;
  return isLong ? { offset: node.offset, length: 1 } : node;
}

/** The node at a path, or the last one on the way. Ids may have dots in them, and a part of a list may go by its id. */
function findNode(node: Node, path: string): Node {
  if (path === "") return node;
  for (const [name, child] of getChildren(node)) {
    if (path === name) return child;
    if (path.startsWith(`${name}.`)) return findNode(child, path.slice(name.length + 1));
  }
  return node;
}

/** The longest names first, so that an id with a dot is met before what it begins with. */
function getChildren(node: Node): ReadonlyArray<readonly [name: string, child: Node]> {
  const children = node.children ?? [];
  if (node.type === "array")
    return children.flatMap((child, i) => [
      [`${i}`, child] as const,
      ...getChildren(child).flatMap(([name, { value }]) =>
        name === "id" && typeof value === "string" ? [[value, child] as const] : [],
      ),
    ]);
  if (node.type !== "object") return [];
  return children
    .flatMap(({ children: [key, child] = [] }) => (key && child ? [[`${key.value}`, child] as const] : []))
    .toSorted(([a], [b]) => b.length - a.length);
}

/** Made of own properties alone, whatever their names. */
function toValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(toValue);
  if (node.type !== "object") return node.value;
  const pairs = (node.children ?? []).flatMap(({ children: [key, child] = [] }) =>
    key && child ? [[`${key.value}`, toValue(child)] as const] : [],
  );
  return Object.fromEntries(pairs);
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
