import { type ParseError, visit } from "jsonc-parser";
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
  const { root, twins, errors } = readParts(file);
  const faults = errors.map((error) => describeFault(file, error));
  // What comes after the first grave one mostly comes of it.
  const grave = faults.findIndex(({ isMild }) => !isMild);
  if (grave >= 0 || !root)
    return { findings: faults.slice(0, grave < 0 ? undefined : grave + 1).map(toFinding) };
  return { root, findings: [...faults.map(toFinding), ...twins] };
}

/** An object or list whose end is not read yet. */
interface Open {
  readonly is: Part["is"];
  readonly parts: Array<Part["parts"][number]>;
  /** Where each key of an object stands first. */
  readonly first: Map<string, Span>;
  /** The key whose value comes next. */
  key?: Span & { readonly name: string };
  /** Writes down how long it is. */
  close(end: number): void;
}

interface Read {
  readonly root: Part | undefined;
  /** Keys that an object has twice: of these a page sees the last one alone. */
  readonly twins: ReadonlyArray<Finding & Place>;
  readonly errors: readonly ParseError[];
}

/** All parts of a text, in one pass: somebody waits while a config of thousands of milestones is checked. */
function readParts(file: SourceFile): Read {
  const errors: ParseError[] = [];
  const twins: Array<Finding & Place> = [];
  const open: Open[] = [];
  let root: Part | undefined;

  function addTwin({ name, offset, length }: NonNullable<Open["key"]>, before: Span): void {
    const path = open.map(({ key, parts }) => key?.name ?? `${parts.length - 1}`).join(".");
    const message = `found the key ${JSON.stringify(name)} twice, expected it once: it is on line ${countLines(file, before.offset)} already, and only the last one would count`;
    twins.push({ severity: "error", path, message, file, offset, length });
  }

  function add(part: Part): void {
    const at = open.at(-1);
    if (!at) root ??= part;
    else if (at.is === "list") at.parts.push([`${at.parts.length}`, part]);
    else if (at.key) {
      const before = at.first.get(at.key.name);
      if (before) addTwin(at.key, before);
      else at.first.set(at.key.name, at.key);
      at.parts.push([at.key.name, part]);
    }
  }

  function begin(is: Part["is"], offset: number, length: number): void {
    const parts: Open["parts"] = [];
    const part = { file, offset, length, key: toPlace(open.at(-1)), is, value: undefined, parts };
    add(part);
    open.push({ is, parts, first: new Map(), close: (end) => void (part.length = end - offset) });
  }

  const end = (offset: number, length: number): void => open.pop()?.close(offset + length);
  visit(
    file.text,
    {
      onObjectBegin: (offset, length) => begin("object", offset, length),
      onArrayBegin: (offset, length) => begin("list", offset, length),
      onObjectProperty: (name, offset, length) => {
        open.at(-1)!.key = { name, offset, length };
      },
      onLiteralValue: (value, offset, length) =>
        add({ file, offset, length, key: toPlace(open.at(-1)), is: "scalar", value, parts: NONE }),
      onObjectEnd: end,
      onArrayEnd: end,
      onError: (error, offset, length) => errors.push({ error, offset, length }),
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return { root, twins, errors };
}

const NONE: Part["parts"] = [];

const toPlace = (open: Open | undefined): Span | undefined =>
  open?.key && { offset: open.key.offset, length: open.key.length };
