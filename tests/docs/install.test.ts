import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDocument } from "./document.ts";

/** What the README asks for before all else has to work on each system: the install, and the scripts that it names. */

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;
const own = readJson<Package>("package.json");
const { packages } = readJson<{ readonly packages: Readonly<Record<string, Package>> }>("package-lock.json");

/** What stands in the lock for a package that another one asks for: its own copy, or that of all. */
function find(from: string, name: string): Package | undefined {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    const found = packages[place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`];
    if (found || place === "") return found;
  }
}

/** Those with a program for each system, which npm chooses from: as the lock has them, and as they are installed. */
const withPrograms = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) => {
  const path = join(place, "package.json");
  const installed = place !== "" && existsSync(path) ? readJson<Package>(path).optionalDependencies : {};
  const wanted = { ...optionalDependencies, ...installed };
  return Object.keys(wanted).length > 1 && place !== "" ? [[place, wanted] as const] : [];
});

describe("the lock", () => {
  test("asks for what package.json does, so that an install changes nothing in it", () => {
    const asked = ({
      version,
      dependencies,
      devDependencies,
      peerDependencies,
      peerDependenciesMeta,
    }: Package) => ({ version, dependencies, devDependencies, peerDependencies, peerDependenciesMeta });
    expect(asked(packages[""]!)).toEqual(asked(own));
  });

  test("knows packages that have a program for each system", () => {
    const names = withPrograms.map(([place]) => place.replace("node_modules/", ""));
    expect(names).toEqual(expect.arrayContaining(["@biomejs/biome", "esbuild", "rollup", "typescript"]));
  });

  test.each(withPrograms)("has the programs of %s for all systems", (place, wanted) => {
    const missing = Object.keys(wanted).filter((name) => {
      const known = find(place, name);
      return !known?.version || !known.integrity;
    });
    expect(missing).toEqual([]);
  });

  test.each(["@biomejs/biome", "esbuild", "rollup", "typescript"])(
    "has a program of %s for Linux, macOS and Windows, on both kinds of processors",
    (name) => {
      const [, wanted] = withPrograms.find(([place]) => place === `node_modules/${name}`)!;
      const systems = Object.keys(wanted).flatMap((one) => {
        const { os = [], cpu = [] } = find(`node_modules/${name}`, one)!;
        return os.flatMap((system) => cpu.map((kind) => `${system} ${kind}`));
      });
      const all = ["linux", "darwin", "win32"].flatMap((system) => [`${system} x64`, `${system} arm64`]);
      expect(systems).toEqual(expect.arrayContaining(all));
    },
  );
});

/** What one shell understands and another one does not. */
const FOREIGN: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ["a variable before the command", /(^|&&\s*|\|\|\s*|;\s*)[A-Z_]\w*=/],
  ["a variable of the shell", /\$\{?\w|%\w+%/],
  ["single quotes", /'/],
  [
    "a command of one system",
    /(^|&&\s*|\|\|?\s*|;\s*)(rm|cp|mv|mkdir|cat|ls|touch|export|which|del|copy|set)\b/,
  ],
  ["a substitution", /\$\(|`/],
  ["what goes on behind it", /[^&]&\s*$|;|\|(?!\|)/],
  ["a file that is a program elsewhere alone", /(^|&&\s*)\.{0,2}\//],
];

describe("the scripts", () => {
  test.each(Object.entries(own.scripts!))("%s is understood by each system's shell", (_, script) => {
    expect(FOREIGN.filter(([, pattern]) => pattern.test(script)).map(([what]) => what)).toEqual([]);
  });

  test.each([
    ["A=1 vitest", "a variable before the command"],
    ["vitest && A=1 vitest", "a variable before the command"],
    [`echo $${"{A:-1}"}`, "a variable of the shell"],
    ["biome check '**'", "single quotes"],
    ["rm -rf dist && rollup -c", "a command of one system"],
    ["rollup -c; tsc", "what goes on behind it"],
  ])("would not be with %s", (script, what) => {
    expect(FOREIGN.filter(([, pattern]) => pattern.test(script)).map(([name]) => name)).toContain(what);
  });

  test("that the README and CONTRIBUTING name are there, and so are those that they run", () => {
    const words = ["README.md", "CONTRIBUTING.md"].map((path) => readDocument(path).text).join("\n");
    const calls = [words, ...Object.values(own.scripts!)].join("\n");
    const named = [...calls.matchAll(/npm (?:run ([\w:]+)|(test)\b)/g)].map(
      ([, name, test]) => (name ?? test)!,
    );
    expect(named).toEqual(expect.arrayContaining(["demo", "test", "build"]));
    expect([...new Set(named)].filter((name) => !Object.hasOwn(own.scripts!, name))).toEqual([]);
  });
});
