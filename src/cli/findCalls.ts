import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { tryFile } from "./commandError.ts";

/** A text in the source code. */
export interface Literal {
  readonly text: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The call that it is the first argument of: `track`, also where it waits in a list, or none of those asked for. */
  readonly of: "track" | undefined;
}

/** What source code says to Milepost, as far as it stands there in letters. */
export interface Said {
  readonly literals: readonly Literal[];
  /** Names in files that call `identify` or `group`: what may be a trait. */
  readonly names: ReadonlyMap<string, Literal>;
  readonly files: number;
}

const SOURCES: ReadonlySet<string> = new Set([
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".vue",
  ".svelte",
  ".html",
  ".htm",
]);
/** Declares names, such as the file that `milepost types` writes, and calls nothing. */
const DECLARES = /\.d\.[cm]?ts$/;
/** Code of others, and what is made of one's own. */
const FOREIGN: ReadonlySet<string> = new Set(["node_modules", "dist", "build", "coverage"]);

/** @throws {CommandError} where a file or folder cannot be read. */
export function findCalls(paths: readonly string[]): Said {
  const literals: Token[] = [];
  const names = new Map<string, Literal>();
  const files = paths.flatMap(listSources);
  for (const file of files) {
    const found = readSource(
      tryFile(file, () => readFileSync(file, "utf8")),
      file,
    );
    literals.push(...found);
    if (!found.some(({ text }) => text === "identify" || text === "group")) continue;
    for (const one of found) if (!names.has(one.text)) names.set(one.text, one);
  }
  return { literals: literals.filter(({ isName }) => !isName), names, files: files.length };
}

function listSources(path: string): string[] {
  if (tryFile(path, () => statSync(path)).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith(".") || FOREIGN.has(entry.name)) return [];
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return listSources(inner);
      const isSource = SOURCES.has(extname(entry.name)) && !DECLARES.test(entry.name);
      return entry.isFile() && isSource ? [inner] : [];
    });
}

interface Token extends Literal {
  /** A name of the language, and no text. */
  readonly isName: boolean;
}

/** Comments, texts, names and signs, in all that is like JavaScript: also in what stands around it. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;

function readSource(source: string, file: string, first = 1): Token[] {
  const tokens: Token[] = [];
  let line = first;
  let end = 0;
  let before = ["", ""];
  for (const { 0: said, index } of source.matchAll(TOKEN)) {
    line += countLines(source.slice(end, index));
    end = index;
    if (/^(?:\/\/|\/\*|<!--)/.test(said)) continue;
    if (/^["'`]/.test(said)) {
      const text = unquote(said);
      const isTracked = before[1] === "track" || (before[0] === "track" && /^[(,]$/.test(before[1]!));
      tokens.push({ text, file, line, of: isTracked ? "track" : undefined, isName: false });
      // Code in an attribute, as in @click="track('X')".
      if (/\w\s*\(/.test(text)) tokens.push(...readSource(text, file, line));
      before = [before[1]!, text];
    } else {
      if (/^[\p{L}_$]/u.test(said)) tokens.push({ text: said, file, line, of: undefined, isName: true });
      if (said !== "?" && said !== ".") before = [before[1]!, said];
    }
  }
  return tokens;
}

const countLines = (text: string): number => text.split("\n").length - 1;

const unquote = (said: string): string => said.slice(1, -1).replace(/\\(["'`\\])/g, "$1");
