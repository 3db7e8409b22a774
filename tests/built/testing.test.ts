import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDocument } from "../docs/document.ts";

const run = promisify(execFile);
const guide = readDocument("docs/testing.md");
/** The one for product managers. */
const config = readDocument("README.md").fences.findLast(({ language }) => language === "json");
const [example] = guide.fences;

describe("docs/testing.md", () => {
  /** Somebody's project, in which `milepost` is installed. */
  let project: string;

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "milepost-"));
    await mkdir(join(project, "node_modules"));
    await symlink(resolve("."), join(project, "node_modules/milepost"));
    await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(project, "milepost.json"), config!.code);
    await writeFile(join(project, "guides.test.js"), example!.code);
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it("has an example that passes as it stands, in node's own runner", async () => {
    const { stdout } = await run(process.execPath, ["--test", "--test-reporter=tap"], { cwd: project });
    const tests = example!.code.match(/^test\(/gm)!.length;
    expect(stdout).toContain(`# pass ${tests}\n`);
    expect(stdout).toContain("# fail 0\n");
  });
});
