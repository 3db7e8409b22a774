import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAst } from "vitest/node";

/**
 * Which room may import which: the house's plan, read from the imports. A file is in the room of the longest of these
 * paths that it is under. A room may always import itself; a path that it may import stands for all that is under it.
 * `import type` counts like any other: a type is knowledge too.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "src/sdk/domain/lib": [],
  "src/sdk/domain/time": [],
  "src/sdk/domain/plan": ["src/sdk/domain/time"],
  "src/sdk/domain/state": ["src/sdk/domain/lib", "src/sdk/domain/time", "src/sdk/domain/plan"],
  "src/sdk/domain/conditions": [
    "src/sdk/domain/lib",
    "src/sdk/domain/time",
    "src/sdk/domain/plan",
    "src/sdk/domain/state",
  ],
  "src/sdk/domain/engine": [
    "src/sdk/domain/lib",
    "src/sdk/domain/time",
    "src/sdk/domain/plan",
    "src/sdk/domain/state",
    "src/sdk/domain/conditions",
  ],
  "src/sdk/domain/features": [
    "src/sdk/domain/lib",
    "src/sdk/domain/time",
    "src/sdk/domain/plan",
    "src/sdk/domain/state",
    "src/sdk/domain/conditions",
    "src/sdk/domain/engine",
  ],
  "src/sdk/domain/decide": [
    "src/sdk/domain/lib",
    "src/sdk/domain/time",
    "src/sdk/domain/plan",
    "src/sdk/domain/state",
    "src/sdk/domain/conditions",
    "src/sdk/domain/engine",
    "src/sdk/domain/features",
  ],
  "src/sdk/ports.ts": ["src/sdk/domain"],
  "src/sdk/errors.ts": [],
  "src/sdk/stage.ts": ["src/sdk/domain", "src/sdk/ports.ts"],
  "src/sdk/renderers.ts": ["src/sdk/stage.ts"],
  "src/sdk/vocabulary.ts": ["src/sdk/domain"],
  "src/sdk/milepost.ts": [
    "src/sdk/domain",
    "src/sdk/delivery",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
    "src/sdk/renderers.ts",
    "src/sdk/vocabulary.ts",
  ],
  "src/sdk/lib": ["src/sdk/ports.ts"],
  "src/sdk/config": ["src/sdk/domain", "src/sdk/errors.ts"],
  "src/sdk/person": ["src/sdk/domain", "src/sdk/lib", "src/sdk/ports.ts"],
  "src/sdk/guidance": ["src/sdk/domain", "src/sdk/lib", "src/sdk/stage.ts", "src/sdk/ports.ts"],
  "src/sdk/delivery": [
    "src/sdk/domain/lib",
    "src/sdk/domain/time",
    "src/sdk/person/message.ts",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
  ],
  "src/sdk/delivery/formats": [
    "src/sdk/domain/lib",
    "src/sdk/delivery/batches.ts",
    "src/sdk/delivery/envelope.ts",
  ],
  "src/sdk/progress": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/person",
    "src/sdk/delivery/backoff.ts",
    "src/sdk/delivery/tokens.ts",
    "src/sdk/ports.ts",
  ],
  "src/sdk/browser": ["src/sdk/domain", "src/sdk/browser/signals", "src/sdk/ports.ts"],
  "src/sdk/browser/signals": ["src/sdk/domain/lib", "src/sdk/ports.ts"],
  "src/sdk/chunks": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/config",
    "src/sdk/person",
    "src/sdk/guidance",
    "src/sdk/delivery",
    "src/sdk/progress",
    "src/sdk/browser",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
    "src/sdk/milepost.ts",
    "src/widgets",
    "src/inspector",
  ],
  "src/sdk/runtime": [
    "src/inspector/inspected.ts",
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/config",
    "src/sdk/person",
    "src/sdk/guidance",
    "src/sdk/delivery",
    "src/sdk/browser",
    "src/sdk/chunks",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
    "src/sdk/renderers.ts",
    "src/sdk/milepost.ts",
  ],
  "src/sdk/instance": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/runtime",
    "src/sdk/browser/pendingCalls.ts",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
    "src/sdk/milepost.ts",
  ],
  "src/sdk/index.ts": [
    "src/sdk/domain",
    "src/sdk/instance",
    "src/sdk/runtime",
    "src/sdk/delivery",
    "src/sdk/stage.ts",
    "src/sdk/errors.ts",
    "src/sdk/renderers.ts",
    "src/sdk/milepost.ts",
    "src/sdk/vocabulary.ts",
  ],
  "src/sdk/script.ts": ["src/sdk/domain", "src/sdk/instance", "src/sdk/milepost.ts"],
  "src/widgets/page": ["src/sdk/stage.ts"],
  "src/widgets/page/find": [
    "src/sdk/stage.ts",
    "src/widgets/page/attempt.ts",
    "src/widgets/page/tree.ts",
    "src/widgets/page/place",
  ],
  "src/widgets/page/place": ["src/sdk/stage.ts", "src/widgets/page/attempt.ts", "src/widgets/page/tree.ts"],
  "src/widgets/page/focus": [
    "src/sdk/stage.ts",
    "src/widgets/page/attempt.ts",
    "src/widgets/page/tree.ts",
    "src/widgets/page/find",
    "src/widgets/page/place",
  ],
  "src/widgets/text": ["src/sdk/stage.ts", "src/widgets/page", "src/widgets/text/languages"],
  "src/widgets/text/languages": ["src/sdk/stage.ts"],
  "src/widgets/frame": ["src/sdk/stage.ts", "src/widgets/page", "src/widgets/text"],
  "src/widgets/parts": ["src/sdk/stage.ts", "src/widgets/page", "src/widgets/text", "src/widgets/frame"],
  "src/widgets/guides": [
    "src/sdk/stage.ts",
    "src/sdk/renderers.ts",
    "src/widgets/page",
    "src/widgets/text",
    "src/widgets/frame",
    "src/widgets/parts",
  ],
  "src/widgets": [
    "src/sdk/stage.ts",
    "src/sdk/renderers.ts",
    "src/widgets/page",
    "src/widgets/text",
    "src/widgets/frame",
    "src/widgets/parts",
    "src/widgets/guides",
  ],
  "src/inspector/picker": ["src/sdk/ports.ts", "src/sdk/stage.ts", "src/widgets/page"],
  "src/inspector": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/person",
    "src/sdk/guidance",
    "src/sdk/delivery",
    "src/sdk/ports.ts",
    "src/sdk/stage.ts",
    "src/sdk/renderers.ts",
    "src/sdk/milepost.ts",
    "src/widgets/page",
    "src/widgets/parts",
    "src/inspector/picker",
  ],
  "src/dialects": [],
  "src/replay": ["src/sdk/domain", "src/dialects"],
  "src/insights/stats": [],
  "src/insights/facts": ["src/sdk/domain", "src/replay"],
  "src/insights/figures": ["src/sdk/domain", "src/insights/stats", "src/insights/facts"],
  "src/insights/words": ["src/sdk/domain", "src/insights/facts", "src/insights/figures"],
  "src/insights/measures": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/replay",
    "src/insights/facts",
    "src/insights/figures",
  ],
  "src/sql": ["src/sdk/domain", "src/insights/stats", "src/insights/figures"],
  "src/check/finding.ts": [],
  "src/check/source": ["src/check/finding.ts"],
  "src/check/files": [
    "src/sdk/config",
    "src/check/finding.ts",
    "src/check/source",
    "src/check/rules/links.ts",
  ],
  "src/check/rules": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/sdk/delivery/endpoint.ts",
    "src/widgets/text/href.ts",
    "src/inspector/picker/generated.ts",
    "src/insights/stats",
    "src/check/finding.ts",
  ],
  "src/check": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/check/finding.ts",
    "src/check/source",
    "src/check/files",
    "src/check/rules",
    "src/widgets/text/markdown.ts",
  ],
  "src/simulation": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/config",
    "src/sdk/person",
    "src/sdk/guidance",
    "src/sdk/delivery",
    "src/replay",
    "src/testing",
  ],
  "src/receiver/lib": [],
  "src/receiver/database": ["src/sdk/domain"],
  "src/receiver/keys": ["src/sdk/domain", "src/sdk/config", "src/receiver/lib"],
  "src/receiver/log": ["src/receiver/database"],
  "src/receiver/ingest": [
    "src/dialects",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/log",
  ],
  "src/receiver/progress": [
    "src/sdk/domain",
    "src/dialects",
    "src/replay",
    "src/receiver/lib",
    "src/receiver/database",
  ],
  "src/receiver/overview": ["src/receiver/lib", "src/receiver/database"],
  "src/receiver/figures": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/dialects",
    "src/replay",
    "src/insights/facts",
    "src/insights/figures",
    "src/insights/measures",
    "src/receiver/lib",
    "src/receiver/database",
  ],
  "src/receiver/retention": [
    "src/sdk/domain",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/figures",
  ],
  "src/receiver/absent": [
    "src/sdk/domain",
    "src/replay",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/progress",
  ],
  "src/receiver/keeping": [
    "src/sdk/domain",
    "src/replay",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/progress",
    "src/receiver/absent",
  ],
  "src/receiver/webhooks": [
    "src/sdk/domain",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
  ],
  "src/receiver/http": [
    "src/dialects",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/ingest",
    "src/receiver/progress",
    "src/receiver/overview",
    "src/receiver/figures",
  ],
  "src/receiver/page": [
    "src/sdk/domain",
    "src/insights/figures",
    "src/insights/words",
    "src/receiver/database",
    "src/receiver/overview",
    "src/receiver/figures",
  ],
  "src/receiver/settings": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/check/files",
    "src/check/source",
    "src/receiver/lib",
    "src/receiver/log",
    "src/receiver/keys",
    "src/receiver/overview",
    "src/receiver/webhooks",
    "src/receiver/startReceiver.ts",
  ],
  "src/receiver/startIngest.ts": [
    "src/receiver/lib",
    "src/receiver/keys",
    "src/receiver/ingest",
    "src/receiver/http",
  ],
  "src/receiver/startReceiver.ts": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/receiver/lib",
    "src/receiver/database",
    "src/receiver/keys",
    "src/receiver/ingest",
    "src/receiver/progress",
    "src/receiver/overview",
    "src/receiver/figures",
    "src/receiver/absent",
    "src/receiver/keeping",
    "src/receiver/webhooks",
    "src/receiver/retention",
    "src/receiver/startIngest.ts",
    "src/receiver/http",
  ],
  "src/receiver/receive.ts": [
    "src/receiver/lib/lines.ts",
    "src/receiver/settings",
    "src/receiver/keys",
    "src/receiver/startReceiver.ts",
  ],
  "src/cli/commandError.ts": [],
  "src/cli/logs": ["src/sdk/domain/lib", "src/dialects", "src/replay", "src/cli/commandError.ts"],
  "src/cli/report": ["src/sdk/domain", "src/sdk/config", "src/replay", "src/insights"],
  "src/cli/diff": ["src/sdk/domain", "src/replay", "src/check/finding.ts"],
  "src/pages": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/guidance",
    "src/sdk/ports.ts",
    "src/sdk/stage.ts",
    "src/widgets",
    "src/inspector",
  ],
  "src/cli/pages": [
    "src/sdk/domain",
    "src/inspector/picker",
    "src/check",
    "src/pages",
    "src/cli/commandError.ts",
    "src/cli/report",
  ],
  "src/cli/milepost.ts": [
    "src/cli/commandError.ts",
    "src/cli/foldLines.ts",
    "src/cli/initCommand.ts",
    "src/cli/logs",
    "src/cli/mcp/serve.ts",
    "src/cli/runCommand.ts",
    "src/cli/simulateCommand.ts",
    "src/receiver/receive.ts",
    "src/receiver/webhooks/listen.ts",
  ],
  "src/cli": [
    "src/sdk/domain",
    "src/sdk/config",
    "src/dialects",
    "src/replay",
    "src/insights",
    "src/sql",
    "src/check",
    "src/cli/commandError.ts",
    "src/cli/logs",
    "src/cli/report",
    "src/cli/diff",
    "src/cli/pages",
  ],
  "src/vite": ["src/check"],
  "src/react": ["src/sdk/index.ts"],
  "src/testing": [
    "src/sdk/domain",
    "src/sdk/lib",
    "src/sdk/config",
    "src/sdk/guidance",
    "src/sdk/delivery",
    "src/sdk/progress",
    "src/sdk/browser",
    "src/sdk/chunks",
    "src/sdk/runtime",
    "src/sdk/instance",
    "src/sdk/ports.ts",
    "src/sdk/errors.ts",
    "src/sdk/stage.ts",
    "src/sdk/milepost.ts",
  ],
};

/** What a room must not name: its way out of purity. */
const STORES =
  /\b(window|document|navigator|localStorage|indexedDB|fetch\(|Date\.now|Math\.random|setTimeout)\b/;
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "src/sdk/domain":
    /\b(window|document|navigator|localStorage|indexedDB|fetch|Date\.now|Math\.random|setTimeout|performance)\b/,
  "src/sdk/config":
    /\b(window|document|navigator|localStorage|indexedDB|fetch|Date\.now|Math\.random|setTimeout)\b/,
  "src/sdk/person": STORES,
  "src/sdk/guidance": STORES,
  "src/sdk/delivery": STORES,
  "src/sdk/progress": STORES,
  "src/insights": STORES,
  "src/sql": STORES,
  "src/check": STORES,
  "src/react": /\b(window|document|navigator|localStorage|fetch\(|setTimeout)\b/,
  "src/testing":
    /\b(window|document|navigator|localStorage|indexedDB|fetch\(|Date\.now|Math\.random|createBrowserWorld|widgets)\b/,
  "src/widgets": /\b(localStorage|indexedDB|fetch\(|XMLHttpRequest|sendBeacon)\b/,
};

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
const files = listFiles("src");

const read = (file: string): string => readFileSync(file, "utf8");
const getCode = (file: string): string => read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
const isIn = (file: string, path: string): boolean => file === path || file.startsWith(`${path}/`);
const getRoom = (file: string): string =>
  Object.keys(ROOMS)
    .filter((room) => isIn(file, room))
    .reduce((longest, room) => (room.length > longest.length ? room : longest), "");

function getImports(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map(
    ([, path]) => path!,
  );
  return specifiers
    .filter((path) => /\.(tsx?|css)$/.test(path))
    .map((path) => normalize(join(dirname(file), path)));
}

/** The first way that comes back to where it was; empty where there is none. */
function findCircle(starts: readonly string[], getNext: (one: string) => readonly string[]): string[] {
  const done = new Set<string>();
  function visit(one: string, way: readonly string[]): string[] {
    if (way.includes(one)) return [...way.slice(way.indexOf(one)), one];
    if (done.has(one)) return [];
    for (const next of getNext(one)) {
      const circle = visit(next, [...way, one]);
      if (circle.length > 0) return circle;
    }
    done.add(one);
    return [];
  }
  return starts.flatMap((one) => visit(one, []));
}

const edges = files.flatMap((file) =>
  getImports(file).map((imported) => ({ file, imported, from: getRoom(file), to: getRoom(imported) })),
);

/** Rooms that know a library each. */
const LIBRARIANS = [
  "src/inspector",
  "src/sdk/config",
  "src/receiver",
  "src/widgets",
  "src/sdk/browser",
  "src/react",
];

describe("the house", () => {
  test("has a room for every file", () => {
    expect(files.filter((file) => getRoom(file) === "")).toEqual([]);
  });

  test("has no room that may import what it is itself a part of", () => {
    const all = Object.entries(ROOMS).filter(([room, may]) => may.some((path) => isIn(room, path)));
    expect(all).toEqual([]);
  });

  test.each(Object.keys(ROOMS))("%s imports only what it may", (room) => {
    const upward = edges.filter(
      ({ from, to, imported }) =>
        from === room && to !== room && !ROOMS[room]!.some((path) => isIn(imported, path)),
    );
    expect(upward).toEqual([]);
  });

  test.each(Object.keys(ROOMS))("%s may import nothing that it does not need", (room) => {
    const idle = ROOMS[room]!.filter(
      (path) => !edges.some(({ from, to, imported }) => from === room && to !== room && isIn(imported, path)),
    );
    expect(idle).toEqual([]);
  });

  test("has a folder for each kind of guide, which imports no other kind", () => {
    const getKind = (file: string) => /^src\/widgets\/guides\/(.*)\//.exec(file)?.[1];
    const across = edges.filter(
      ({ file, imported }) => getKind(file) && getKind(imported) && getKind(file) !== getKind(imported),
    );
    expect(across).toEqual([]);
  });

  test("gives examples the receiver, what it has its settings read and its pages served by, and the made-up year", () => {
    const imports = listFiles("examples").flatMap((file) =>
      getImports(file).map((imported) => ({ file, imported })),
    );
    const isMeant = (imported: string): boolean =>
      ["examples", "src/receiver", "src/sdk/domain", "src/sdk/config", "src/simulation"].some((path) =>
        isIn(imported, path),
      );
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.filter(({ imported }) => !isMeant(imported))).toEqual([]);
  });

  test("lets nothing but the command know the receiver", () => {
    const knowing = edges.filter(
      ({ file, imported }) => isIn(imported, "src/receiver") && !isIn(file, "src/receiver"),
    );
    expect([...new Set(knowing.map(({ file }) => file))]).toEqual(["src/cli/milepost.ts"]);
  });

  test("has no circle of rooms", () => {
    const getBelow = (room: string): string[] =>
      edges.filter(({ from, to }) => from === room && to !== room).map(({ to }) => to);
    expect(findCircle(Object.keys(ROOMS), getBelow)).toEqual([]);
  });

  test.each(Object.entries(FORBIDDEN))(
    "%s names no clock, page or network that it may not",
    (room, names) => {
      const outside = files.filter((file) => isIn(file, room) && names.test(getCode(file)));
      expect(outside).toEqual([]);
    },
  );

  test("only the schema's room and the receiver know zod, only what is drawn preact and floating-ui, only the browser idb-keyval, only one react", () => {
    const isUsed = (library: RegExp) => files.filter((file) => library.test(read(file)));
    const users = (library: RegExp): string[] => [
      ...new Set(isUsed(library).map((file) => LIBRARIANS.find((path) => isIn(file, path)) ?? file)),
    ];
    expect(users(/from "zod/).toSorted()).toEqual(["src/receiver", "src/sdk/config"]);
    expect(users(/from "preact|from "@floating-ui/).toSorted()).toEqual([
      "src/inspector",
      "src/receiver",
      "src/widgets",
    ]);
    expect(users(/from "idb-keyval/)).toEqual(["src/sdk/browser"]);
    expect(users(/from "react/)).toEqual(["src/react"]);
  });

  test("has no circle of imports, types included", () => {
    expect(findCircle(files, getImports)).toEqual([]);
  });

  test("writes no HTML, evaluates no text, and switches off no type", () => {
    const sinks =
      /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b|\beval\(|new Function\(|:\s*any\b|\bas any\b|@ts-|biome-ignore/;
    expect(files.filter((file) => sinks.test(getCode(file)))).toEqual([]);
  });

  test("keeps one concept a file: none is longer than 250 lines", () => {
    expect(files.filter((file) => read(file).split("\n").length > 250)).toEqual([]);
  });

  test("keeps one thought a function: none is longer than 100 lines, and those that are do not grow", () => {
    const long = files.flatMap((file) => getFunctions(file).filter(({ lines }) => lines > 100));
    expect(long).toEqual([]);
  });
});

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** All functions of a file as a parser sees them. One without a name goes by that of what it stands in. */
function getFunctions(file: string): Array<{ readonly name: string; readonly lines: number }> {
  const source = read(file);
  const visit = (value: unknown, outer: string): ReturnType<typeof getFunctions> => {
    if (Array.isArray(value)) return value.flatMap((one) => visit(one, outer));
    if (!isNode(value)) return [];
    const name = value.id?.name ?? value.key?.name ?? outer;
    const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(value.type);
    const lines = source.slice(value.start, value.end).split("\n").length;
    const within = Object.values(value).flatMap((part) => visit(part, name));
    return isFunction ? [{ name, lines }, ...within] : within;
  };
  return visit(parseAst(source, { lang: file.endsWith("x") ? "tsx" : "ts" }).body, "");
}
