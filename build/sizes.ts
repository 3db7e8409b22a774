/** What a page loads, and when. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

export interface Size {
  readonly what: string;
  readonly files: readonly string[];
  /** Bytes, minified. */
  readonly min: number;
  /** Bytes, gzipped at level 9, file by file. */
  readonly gzip: number;
}

/** The script tag's files in `dist`, added up as a page meets them. */
export function measureSizes(dist: string): Size[] {
  const all = readdirSync(dist).filter((file) => /^milepost.*\.js$/.test(file));
  const find = (name: string): string => all.find((file) => file.startsWith(`milepost-${name}-`))!;
  // Nobody loads two languages.
  const [longest] = all.filter(isLanguage).toSorted((a, b) => gzip(dist, b) - gzip(dist, a));
  const asleep = withImports(dist, find("core"), new Set(["milepost.js"]));
  const awake = withImports(dist, find("engine"), new Set(asleep));
  const tooltip = withImports(dist, find("show"), new Set(awake));
  const more = (what: string, name: string, there: ReadonlySet<string>): Size =>
    measure(dist, what, withImports(dist, find(name), new Set(there)));
  return [
    measure(dist, "where nothing concerns anybody", asleep),
    more("  and what sends reports", "outbox", asleep),
    measure(dist, "before anything is shown", awake),
    more("  and what sends reports", "outbox", awake),
    measure(dist, "  and a config that is not compiled", [
      ...withImports(dist, find("config"), new Set([...awake, find("plan")])),
    ]),
    measure(dist, "through the first tooltip", tooltip),
    measure(
      dist,
      "in all",
      all.filter((file) => !isLanguage(file) || file === longest),
    ),
  ];
}

const isLanguage = (file: string): boolean => file.startsWith("milepost-words-");

const gzip = (dist: string, file: string): number =>
  gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length;

/** A chunk and what it imports at once. */
function withImports(dist: string, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(`${dist}/${file}`, "utf8");
  for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/(milepost[^"]+\.js)"/g))
    withImports(dist, name!, seen);
  return seen;
}

function measure(dist: string, what: string, names: Iterable<string>): Size {
  const files = [...names];
  const contents = files.map((file) => readFileSync(`${dist}/${file}`));
  const sum = (bytes: readonly number[]): number => bytes.reduce((a, b) => a + b, 0);
  return {
    what,
    files,
    min: sum(contents.map(({ length }) => length)),
    gzip: sum(contents.map((content) => gzipSync(content, { level: 9 }).length)),
  };
}

export function formatSizes(sizes: readonly Size[]): string {
  const kB = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);
  return [
    `${"".padEnd(40)}   min   gzip  (kB)`,
    ...sizes.map(({ what, min, gzip }) => `${what.padEnd(38)}${kB(min)} ${kB(gzip)}`),
  ].join("\n");
}
