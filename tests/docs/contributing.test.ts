import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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
    .filter((path) => !path.includes("node_modules"))
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

/** What stands under a heading, to the next one of its level or above. */
function getSection(title: string): string {
  const [, marks = "", words = ""] = new RegExp(`\n(#+) ${title}\n([\\s\\S]*)`).exec(guide.text)!;
  return words.split(new RegExp(`\n#{1,${marks.length}} `))[0]!;
}

const isPath = (code: string): boolean => /^[\w.-]+\//.test(code) || /^\w+\.md$/.test(code);
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

describe("the glossary in CONTRIBUTING", () => {
  const rows = getRows(guide, "noun").map(
    ([noun, , file]) => [getCode(noun!)[0]!, getCode(file!)[0]!] as const,
  );

  test.each(rows)("finds %s in %s", (noun, file) => {
    expect(readFileSync(file, "utf8")).toMatch(
      new RegExp(`^export (?:interface|type|class) ${noun}\\b`, "m"),
    );
  });

  test("has the nouns that a track call goes through, and no other", () => {
    const named = new Set(getCode(getSection("A track call, file by file")));
    expect(rows.length).toBeGreaterThan(11);
    expect(rows.filter(([noun]) => !named.has(noun))).toEqual([]);
  });
});

describe.each([
  "A track call, file by file",
  "A new condition",
  "A new type of guide",
  "A new report format",
  "A new command",
  "A new receiver route",
  "A fault on the screen",
])("%s, in CONTRIBUTING", (title) => {
  const section = getSection(title);

  test("names files and folders that are there", () => {
    const paths = getCode(section).filter(isPath);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names in each line only what one of its files has", () => {
    const unknown = section.split("\n").flatMap((line) => {
      const code = getCode(line);
      const text = code.filter(isFile).map((path) => readFileSync(path, "utf8"));
      const names = code.filter((word) => /^\w+$/.test(word));
      return names.filter((name) => !text.some((one) => new RegExp(`\\b${name}\\b`).test(one)));
    });
    expect(unknown).toEqual([]);
  });
});

describe("a way to add something, in CONTRIBUTING", () => {
  test("has five lines", () => {
    const ways = [...getSection("Ways").matchAll(/^### (.+)$/gm)].map(([, title]) => title!);
    expect(ways.length).toBeGreaterThan(4);
    for (const way of ways) expect(getSection(way).match(/^\d\. /gm), way).toHaveLength(5);
  });
});

describe("the sizes in CONTRIBUTING", () => {
  test("are the README's", () => {
    const known = new Map(
      getRows(readDocument("README.md"), "what a page has loaded").map(([what, size]) => [what, size]),
    );
    const rows = getRows(guide, "minified and gzipped").map(([what, , size]) => [what, size]);
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(rows.map(([what]) => [what, known.get(what!)]));
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
    const rows = getRows(guide, "command").map(
      ([command]) => /^`npm (?:run )?([\w:]+)`$/.exec(command!)?.[1],
    );
    expect(rows).toContain("dev");
    expect(rows.filter((name) => !Object.hasOwn(scripts, name!))).toEqual([]);
  });
});
