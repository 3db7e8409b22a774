import { readFileSync } from "node:fs";
import { readTable, type Table } from "../../build/reference.ts";

export { getCode } from "../../build/reference.ts";

/** A code block: its language and the words behind it, and where it begins. */
export interface Fence {
  readonly language: string;
  readonly words: readonly string[];
  readonly code: string;
  readonly line: number;
}

/** A Markdown file, as far as tests ask about it. */
export interface Document {
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  readonly tables: readonly Table[];
  /** Addresses of links and pictures, in their order. */
  readonly links: readonly string[];
  /** What a `#` link to each heading says. */
  readonly anchors: readonly string[];
}

export function readDocument(path: string): Document {
  const text = readFileSync(path, "utf8");
  const prose = text.replaceAll(FENCE, "");
  return {
    path,
    text,
    fences: [...text.matchAll(FENCE)].map(({ 1: info = "", 2: code = "", index }) => {
      const [language = "", ...words] = info.trim().split(/\s+/);
      return { language, words, code, line: text.slice(0, index).split("\n").length };
    }),
    tables: [...prose.matchAll(/(?:^\|.*\n)+/gm)].map(([block]) => readTable(block)),
    links: [...prose.replaceAll(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!),
    anchors: [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title]) => toAnchor(title!)),
  };
}

const FENCE = /^```(.*)\n([\s\S]*?)^```$/gm;

/** The headings of the pages that show our Markdown become anchors so. */
const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(/\s/g, "-");

/** The rows of all tables whose first column is called `name`. */
export const getRows = ({ tables }: Document, name: string): ReadonlyArray<readonly string[]> =>
  tables.filter(({ head }) => head[0] === name).flatMap(({ rows }) => rows);
