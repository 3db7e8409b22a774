import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/runCommand.ts";
import { createVisitor } from "../../src/testing/index.ts";
import { createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const makePath = (name: string): string => `${folder.make(name)}/milepost.json`;

/** Answers the questions in their order, and notes them. */
async function init(path: string, ...answers: readonly string[]) {
  const left = [...answers];
  const asked: string[] = [];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return left.shift() ?? "";
  };
  const { out, ok } = await runCommand(["init", path], () => ({ ask, close() {} }));
  return { out: out.join("\n"), ok, asked };
}

describe("milepost init", () => {
  test("writes a config of which check says nothing, and says all that is left to do", async () => {
    const path = makePath("plain");
    const { out, code } = await milepost("init", path, "--yes");
    expect(code).toBe(0);
    expect(out).toContain("beside what [data-tour=start] finds");
    expect(out).toContain(`npx milepost compile ${path} -o public/milepost.plan.json`);
    expect(out).toContain("cp node_modules/milepost/dist/milepost*.js public/");
    const pasted = /<script async[\s\S]*<\/script>/.exec(out)![0];
    expect(pasted).toContain('<script async src="/milepost.js" data-config="/milepost.plan.json"></script>');
    expect(pasted).toMatch(
      /<script>\s+window\.milepost = [\s\S]*^ +milepost\.push\(\["track", "Signed Up"\]\);$/m,
    );
    // Pasted as it is, it must not cross the gap by itself.
    expect(pasted).toMatch(/^ +\/\/ .*"Invoice Sent"/m);
    expect(await milepost("check", "--strict", path)).toMatchObject({ code: 0, err: "" });
  });

  test("writes what was answered, and takes what stands in brackets for an empty answer", async () => {
    const path = makePath("asked");
    const { asked } = await init(path, "acme", "Account Created", "", "/projects*", "#new");
    expect(asked).toHaveLength(5);
    const { product, milestones, guides } = read(path);
    expect(product).toBe("acme");
    expect(milestones.begun.when).toEqual({ event: "Account Created" });
    expect(milestones["first-success"].when).toEqual({ event: "Invoice Sent" });
    expect(guides["how-to-begin"]).toMatchObject({ on: "/projects*", target: "#new" });
  });

  test("asks again where an answer cannot be used", async () => {
    const { asked } = await init(makePath("again"), "acme", "", "", "projects", "/projects");
    expect(asked[4]).toMatch(/^found "projects", expected a path like \/invoices\.\n/);
  });

  test("works: a day after somebody has begun they see the tooltip, until the success is there", async () => {
    const path = makePath("works");
    await milepost("init", path, "--yes");
    const ana = await createVisitor({ config: read(path), user: "ana", url: "https://app.example/" });
    await ana.track("Signed Up");
    expect(ana.shown()).toEqual([]);
    await ana.clock.advance("1d");
    expect(ana.shown()).toEqual(["how-to-begin"]);
    await ana.track("Invoice Sent");
    expect(ana.shown()).toEqual([]);
  });

  test("leaves a file as it is that is there", async () => {
    const path = folder.write("there.json", "mine");
    const { err, code } = await milepost("init", path, "--yes");
    expect(err).toContain("there.json: found a file, expected none");
    expect(code).toBe(1);
    expect(readFileSync(path, "utf8")).toBe("mine");
  });
});
