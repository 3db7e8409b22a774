import type { Span } from "../finding.ts";

/** A file of text, by the name that it is told by. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** A value of a config and where it is written: parts of one config may stand in several files. */
export interface Part extends Span {
  readonly file: SourceFile;
  /** Where its key stands, if it has one. */
  readonly key?: Span | undefined;
  readonly is: "object" | "list" | "scalar";
  /** Of a scalar. */
  readonly value?: unknown;
  /** Of an object by its keys, of a list by its places. */
  readonly parts: ReadonlyArray<readonly [name: string, part: Part]>;
}

/** A place in one of the files. */
export interface Place extends Span {
  readonly file: SourceFile;
}

/** Made of own properties alone, whatever their names. */
export function toValue({ is, value, parts }: Part): unknown {
  if (is === "scalar") return value;
  if (is === "list") return parts.map(([, part]) => toValue(part));
  const own: Record<string, unknown> = {};
  for (const [name, part] of parts) {
    const of = toValue(part);
    if (name === "__proto__")
      Object.defineProperty(own, name, { value: of, writable: true, enumerable: true, configurable: true });
    else own[name] = of;
  }
  return own;
}

export const getPart = (part: Part | undefined, name: string): Part | undefined =>
  part?.parts.findLast(([key]) => key === name)?.[1];

/** The text that a part is, if it is one. */
export const getText = (part: Part | undefined): string | undefined =>
  typeof part?.value === "string" ? part.value : undefined;

/** Where the part at a path stands, or else the nearest that there is around it. */
export function locate(root: Part, path: string, isKey: boolean): Place {
  const part = findPart(root, path);
  const { file, key, is, offset, length } = part;
  // Objects and lists are many lines long: their key stands for them, or their first bracket.
  const isLong = is !== "scalar";
  if (key && (isKey || isLong)) return { file, offset: key.offset, length: key.length };
  return { file, offset, length: isLong ? 1 : length };
}

/** The part at a path, or the last one on the way. Ids may have dots in them, and a part of a list may go by its id. */
function findPart(part: Part, path: string): Part {
  if (path === "") return part;
  const names = getNames(part);
  // The longest name wins, so that an id with a dot is met before what it begins with.
  for (let end = path.length; end >= 0; end = end > 0 ? path.lastIndexOf(".", end - 1) : -1) {
    const next = names.get(path.slice(0, end));
    if (next) return findPart(next, path.slice(end + 1));
  }
  return part;
}

/** The parts of each part by name, found once: a mistake in each of thousands of them is placed in no time. */
const known = new WeakMap<Part, ReadonlyMap<string, Part>>();

function getNames(part: Part): ReadonlyMap<string, Part> {
  const before = known.get(part);
  if (before) return before;
  const names = new Map<string, Part>();
  for (const [name, child] of part.parts) {
    if (!names.has(name)) names.set(name, child);
    const id = part.is === "list" ? getText(getPart(child, "id")) : undefined;
    if (id !== undefined && !names.has(id)) names.set(id, child);
  }
  known.set(part, names);
  return names;
}
