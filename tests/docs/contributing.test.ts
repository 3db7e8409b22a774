import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { getCode, getRows, readDocument } from "./document.ts";

const guide = readDocument("CONTRIBUTING.md");

/** The tree's lines as paths, and all files that their words name beside them. */
function readTree(tree: string): string[] {
  const folders: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, indent, name, words] = /^( *)(\S+) *(.*)$/.exec(line) ?? [];
    if (!name) return [];
    folders.length = indent!.length / 2;
    const folder = join(...folders, ".");
    const path = join(folder, name);
    if (name.endsWith("/")) folders.push(name);
    const beside = [...words!.matchAll(/\b\w+\.tsx?\b/g)].map(([file]) => join(folder, file));
    return [path, ...beside];
  });
}

/** Folders under `root`, itself included. */
const getFolders = (root: string, depth = Number.POSITIVE_INFINITY): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.split("/").length <= depth)
    .concat(root)
    .map((path) => `${path}/`);

describe("the tree in CONTRIBUTING", () => {
  const paths = readTree(guide.fences.find(({ language }) => language === "tree")!.code);

  test("names only what is there", () => {
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names every room, and every folder of examples and tests", () => {
    const folders = [...getFolders("src"), ...getFolders("tests"), ...getFolders("examples", 2)];
    expect(folders.filter((folder) => !paths.includes(folder))).toEqual([]);
  });
});

describe("the rooms in CONTRIBUTING", () => {
  test("are those that the imports are held to", () => {
    const [, rules = ""] = /const ROOMS[^{]*\{([\s\S]*?)\n\};/.exec(
      readFileSync("tests/layers.test.ts", "utf8"),
    )!;
    const rooms = [...rules.matchAll(/"([^"]+)": \[([^\]]*)\]/g)].map(([, room, may]) => [
      room!,
      [...may!.matchAll(/"([^"]+)"/g)].map(([, one]) => one!),
    ]);
    expect(rooms.length).toBeGreaterThan(5);
    expect(getRows(guide, "room").map(([room, , may]) => [getCode(room!)[0], getCode(may!)])).toEqual(rooms);
  });
});

describe("the ways in CONTRIBUTING", () => {
  test("name files and folders that are there", () => {
    const [, ways = ""] = /\n### A new type of guide\n([\s\S]*?)\n## /.exec(guide.text)!;
    const paths = getCode(ways).filter((code) => code.includes("/"));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("the tests in a browser", () => {
  test("have a row each", () => {
    const named = getRows(guide, "a file in `tests/browser`").flatMap(([cell]) => getCode(cell!));
    const files = readdirSync("tests/browser").map((file) => file.replace(".test.ts", ""));
    expect(named.toSorted()).toEqual(files.toSorted());
  });
});

describe("the commands in CONTRIBUTING", () => {
  test("exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const rows = getRows(guide, "command").map(([command]) => /^`npm (?:run )?(\w+)`$/.exec(command!)?.[1]);
    expect(rows).toContain("dev");
    expect(rows.filter((name) => !Object.hasOwn(scripts, name!))).toEqual([]);
  });
});
