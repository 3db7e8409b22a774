import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

describe("milepost docs", () => {
  test("prints the articles of a folder, or writes them where a config can extend them", async () => {
    const help = folder.make("help");
    writeFileSync(`${help}/sending.md`, "---\nkeywords: [bill]\n---\n# Send an invoice\n\nPress **Send**.");
    const docs = [{ id: "sending", title: "Send an invoice", keywords: ["bill"], body: "Press **Send**." }];
    expect(JSON.parse((await milepost("docs", help)).out)).toEqual({ docs });
    const out = folder.write("help.json", "");
    expect((await milepost("docs", help, "-o", out)).out).toBe(`written to ${out}\n`);
    const config = folder.write("config.json", {
      extends: "./help.json",
      version: 1,
      product: "acme",
      milestones: {},
    });
    const plan = folder.write("plan.json", "");
    expect((await milepost("compile", config, "-o", plan)).code).toBe(0);
    expect(JSON.parse(readFileSync(plan, "utf8")).docs).toMatchObject(docs);
  });

  test("says a mistake at its place, and writes nothing", async () => {
    const help = folder.make("broken");
    writeFileSync(`${help}/a.md`, "# A\n\nSome <i>words</i>.");
    const { out, err, code } = await milepost("docs", help, "-o", `${help}/out.json`);
    expect(err).toContain(`${help}/a.md:3:6: error: found "<i>", expected Markdown`);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(() => readFileSync(`${help}/out.json`)).toThrow("ENOENT");
  });

  test.each([
    [["docs"], "expected one folder"],
    [["docs", "nowhere"], "a folder without articles, expected one with files that end in .md"],
    [["docs", "x", "--json"], "docs: found --json, expected --output"],
  ])("says in words what keeps it from its work: %j", async (words, line) => {
    const { err, code } = await milepost(...words);
    expect(err).toContain(line);
    expect(code).toBe(1);
  });
});
