import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const readJson = async (path: string) => JSON.parse(await readFile(path, "utf8"));

/** Each file in a folder of ours, by its path. */
const listFiles = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
};

/** A compiler or a process that has only just started takes its time on a busy machine. */
const PATIENCE = 60_000;

/** Somebody's project, in which `milepost` is installed. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "milepost-"));
  await mkdir(join(project, "node_modules"));
  await symlink(resolve("."), join(project, "node_modules/milepost"));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
});

afterAll(() => rm(project, { recursive: true, force: true }));

const CONSUMER = `
import { createMilepost, type InitOptions, type Milepost, MilepostError, type Progress, type Report } from "milepost";
import { MilepostProvider, type MilepostProviderProps, useMilepost, useMilestone } from "milepost/react";
import { createVisitor, type Visitor } from "milepost/testing";
import plugin, { type MilepostPlugin } from "milepost/vite";
import { mount } from "milepost/widgets";

const options: InitOptions = { config: "/milepost.json", user: "u_42", guides: "asked" };
const milepost: Milepost = createMilepost();
milepost.init(options);
milepost.identify("u_42", { firstName: "Ana" });
const tracked: Promise<string | undefined> = milepost.track("Invoice Sent", { total: 40 });
const undo = milepost.on("milestone", ({ event, properties, at }: Report) => {
  console.log(event.toUpperCase(), properties.milestone_id, at.toFixed(0));
});
milepost.once("error", (error) => console.log(error instanceof MilepostError, error.code));
const progress: Progress | undefined = milepost.progress();
const props: MilepostProviderProps = { options: { config: "/milepost.json" }, user: null };
const used = (): [Milepost, number | null | undefined] => [useMilepost(), useMilestone("first-invoice")];
const visitor: Promise<Visitor> = createVisitor({ config: {}, user: "ana", zone: "Europe/Berlin" });
const seen = visitor.then((ana) => ana.clock.advance("3d").then(ana.shown));
const vite: MilepostPlugin = plugin({ config: "milepost.json" });
export const all = { vite, tracked, undo, progress, mount, MilepostProvider, props, used, seen };
`;

/** What a strict compiler with no mercy for our types says of `code`; empty where it has nothing to say. */
async function compile(
  code: string,
  moduleResolution: "bundler" | "nodenext",
  others: readonly string[] = [],
): Promise<string> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: [],
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution,
  };
  await writeFile(join(project, "app.ts"), code);
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["app.ts", ...others] }),
  );
  const tsc = resolve("node_modules/.bin/tsc");
  return run(tsc, ["-p", project]).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
}

describe("the package", { timeout: PATIENCE }, () => {
  test.each(["bundler", "nodenext"] as const)("has types that a strict project can use: %s", async (how) => {
    expect(await compile(CONSUMER, how)).toBe("");
  });

  test("has types that refuse a wrong call", async () => {
    const said = await compile(
      `${CONSUMER}milepost.track(7);\nmilepost.init({ user: "u" });\nMilepostProvider({ user: "u" });`,
      "bundler",
    );
    expect(said).toContain("TS2345");
    expect(said).toContain("'config'");
    expect(said).toContain("'milepost'");
  });

  test("knows the names of a config once its types are written down", async () => {
    const types = join(project, "milepost.d.ts");
    await run(process.execPath, ["dist/cli.js", "types", "examples/invoices/milepost.json", "-o", types]);
    const say = (line: string): Promise<string> =>
      compile(
        `import type { Milepost } from "milepost";\nexport const use = (milepost: Milepost) => milepost.${line};`,
        "bundler",
        [types],
      );
    expect(await say(`track("Invoice Sent", { total: 40, currency: "EUR" })`)).toBe("");
    expect(await say(`track("Something Else", { anything: [] })`)).toBe("");
    expect(await say(`identify("ana", { role: "owner", team: 7 })`)).toBe("");
    expect(await say(`start("invite-team")`)).toBe("");
    expect(await say(`track("Invoice Sent", { total: "40" })`)).toContain(
      "'string' is not assignable to type 'number'",
    );
    expect(await say(`identify("ana", { role: 7 })`)).toContain(
      "'number' is not assignable to type 'string'",
    );
    expect(await say(`start("invite-taem")`)).toContain('"invite-taem"');
  });

  test("does nothing when a server imports it, and takes all calls there", async () => {
    await writeFile(
      join(project, "server.js"),
      `const before = Object.getOwnPropertyNames(globalThis).join();
       const { createMilepost } = await import("milepost");
       const milepost = createMilepost();
       milepost.init({ config: "/milepost.json", user: "u_42" });
       milepost.track("Invoice Sent", { total: 40 });
       milepost.start("how-to-send");
       milepost.destroy();
       console.log(Object.getOwnPropertyNames(globalThis).join() === before, milepost.progress());`,
    );
    // It ends by itself: no timer, no handle.
    const { stdout, stderr } = await run(process.execPath, [join(project, "server.js")], { timeout: 20_000 });
    expect({ stdout, stderr }).toEqual({ stdout: "true undefined\n", stderr: "" });
  });

  test("holds what was built, the playbooks, the documents and the licence, and no sources", async () => {
    const { stdout } = await run("npm", ["pack", "--dry-run", "--json"]);
    const paths = (JSON.parse(stdout)[0].files as Array<{ path: string }>).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["LICENSE", "README.md", "package.json"],
        ...["dist/index.js", "dist/milepost.js", "dist/milepost.schema.json", "dist/integrity.json"],
      ]),
    );
    expect(paths.filter((path) => /^(src|tests|examples|build)\//.test(path))).toEqual([]);
    const others = paths.filter((path) => !/^dist\/|^(LICENSE|README\.md|package\.json)$/.test(path));
    // What the README links to is there for who has the package alone; its pictures are not.
    const documents = (await listFiles("docs")).filter((path) => path.endsWith(".md"));
    expect(others.sort()).toEqual(["CHANGELOG.md", ...documents, ...(await listFiles("playbooks"))].sort());
  });

  test("has each file that it names as a way in", async () => {
    const { exports } = await readJson("package.json");
    const paths = Object.values(exports).flatMap((way) =>
      typeof way === "string" ? [way] : Object.values(way as Record<string, string>),
    );
    expect(paths.length).toBeGreaterThan(4);
    const files = await Promise.all(
      paths.map((path) => (path.endsWith("/*") ? listFiles(path.slice(2, -2)) : [path])),
    );
    for (const path of files.flat()) expect((await readFile(path)).length, path).toBeGreaterThan(0);
  });
});

describe("the built schema", () => {
  test("accepts the example's config", async () => {
    const accepts = new Ajv2020({ strict: false }).compile(await readJson("dist/milepost.schema.json"));
    expect(accepts(await readJson("examples/invoices/milepost.json"))).toBe(true);
  });

  test.each([
    ["a misspelt key", { brigde: [] }],
    ["a number for a text", { product: 7 }],
    ["another version", { version: 2 }],
    ["a share beyond one", { holdout: 2 }],
    ["a span in words", { retention: { silent: "two weeks" } }],
    ["a guide of no type", { guides: { tip: { target: "#x" } } }],
    ["a condition of no kind", { for: { evnt: "Invoice Sent" } }],
  ])("refuses %s", async (_, part) => {
    const accepts = new Ajv2020({ strict: false }).compile(await readJson("dist/milepost.schema.json"));
    const config = await readJson("examples/invoices/milepost.json");
    expect(accepts({ ...config, ...part })).toBe(false);
  });
});

describe("the integrity list", () => {
  test("has the hash of each script that a page can load, and of no other", async () => {
    const scripts = (await readdir("dist")).filter((file) => file.endsWith(".js"));
    const hashes = await Promise.all(
      scripts.map(async (file) => {
        const hash = createHash("sha384").update(await readFile(join("dist", file)));
        return [file, `sha384-${hash.digest("base64")}`] as const;
      }),
    );
    expect(scripts).toContain("milepost.js");
    expect(await readJson("dist/integrity.json")).toEqual(Object.fromEntries(hashes));
  });
});
