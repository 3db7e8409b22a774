import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Which room may import which: the house's plan, read from the imports. A room may always import itself. `import type`
 * counts like any other: a type is knowledge too.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "src/sdk/domain": [],
  "src/sdk/config": ["src/sdk/domain", "src/sdk/errors.ts"],
  "src/sdk/ports.ts": [],
  "src/sdk/errors.ts": [],
  "src/sdk/door.ts": ["src/sdk/domain", "src/sdk/ports.ts"],
  "src/sdk/stores": ["src/sdk/domain", "src/sdk/ports.ts", "src/sdk/errors.ts", "src/sdk/door.ts"],
  "src/sdk/browser": ["src/sdk/domain", "src/sdk/ports.ts", "src/sdk/errors.ts"],
  "src/widgets": ["src/sdk/door.ts"],
  "src/cli": ["src/sdk/domain", "src/sdk/config", "src/sdk/errors.ts"],
  "src/react": ["src/sdk/index.ts"],
  "src/testing": ["src/sdk"],
  // The doors and what composes them stand above all rooms.
  "src/sdk": ["src"],
};

/** What a room must not name: its way out of purity. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "src/sdk/domain":
    /\b(window|document|navigator|localStorage|indexedDB|fetch|Date\.now|Math\.random|setTimeout|performance)\b/,
  "src/sdk/config":
    /\b(window|document|navigator|localStorage|indexedDB|fetch|Date\.now|Math\.random|setTimeout)\b/,
  "src/sdk/stores":
    /\b(window|document|navigator|localStorage|indexedDB|fetch\(|Date\.now|Math\.random|setTimeout)\b/,
  "src/react": /\b(window|document|navigator|localStorage|fetch\(|setTimeout)\b/,
  "src/testing":
    /\b(window|document|navigator|localStorage|indexedDB|fetch\(|Date\.now|Math\.random|createBrowserWorld|widgets)\b/,
  "src/widgets": /\b(localStorage|indexedDB|fetch\(|XMLHttpRequest|sendBeacon)\b/,
};

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join("src", file));

const read = (file: string): string => readFileSync(file, "utf8");
const getCode = (file: string): string => read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
const getRoom = (file: string): string =>
  Object.keys(ROOMS).find((room) => file === room || file.startsWith(`${room}/`))!;

function getImports(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map(
    ([, path]) => path!,
  );
  return specifiers
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => normalize(join(dirname(file), path)));
}

describe("the house", () => {
  test.each(Object.keys(ROOMS))("%s imports only what it may", (room) => {
    const allowed = [room, ...ROOMS[room]!];
    const edges = files
      .filter((file) => getRoom(file) === room)
      .flatMap((file) => getImports(file).map((imported) => ({ file, imported })));
    const upward = edges.filter(
      ({ imported }) => !allowed.some((one) => imported === one || imported.startsWith(`${one}/`)),
    );
    expect(upward).toEqual([]);
  });

  test.each(Object.entries(FORBIDDEN))("%s stays pure", (room, names) => {
    const outside = files.filter((file) => getRoom(file) === room && names.test(getCode(file)));
    expect(outside).toEqual([]);
  });

  test("only the schema's room knows zod, only the widgets preact and floating-ui, only the browser idb-keyval, only one react", () => {
    const users = (library: RegExp): string[] => [
      ...new Set(files.filter((file) => library.test(read(file))).map(getRoom)),
    ];
    expect(users(/from "zod/)).toEqual(["src/sdk/config"]);
    expect(users(/from "preact|from "@floating-ui/)).toEqual(["src/widgets"]);
    expect(users(/from "idb-keyval/)).toEqual(["src/sdk/browser"]);
    expect(users(/from "react/)).toEqual(["src/react"]);
  });

  test("has no circle of imports, types included", () => {
    const done = new Set<string>();
    function visit(file: string, way: readonly string[]): string[] {
      if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const next of getImports(file)) {
        const circle = visit(next, [...way, file]);
        if (circle.length > 0) return circle;
      }
      done.add(file);
      return [];
    }
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });

  test("writes no HTML, evaluates no text, and switches off no type", () => {
    const sinks =
      /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b|\beval\(|new Function\(|:\s*any\b|\bas any\b|@ts-|biome-ignore/;
    expect(files.filter((file) => sinks.test(getCode(file)))).toEqual([]);
  });

  test("keeps one concept a file: none is longer than 250 lines", () => {
    expect(files.filter((file) => read(file).split("\n").length > 250)).toEqual([]);
  });
});
