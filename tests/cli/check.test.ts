import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SOUND } from "../check/sound.ts";
import { createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
let sound: string;
let broken: string;
let doubtful: string;

beforeAll(() => {
  folder = createFolder();
  sound = folder.write("sound.json", SOUND);
  broken = folder.write("broken.json", SOUND.replace('"to": "invoice"', '"to": "invoise"'));
  doubtful = folder.write("doubtful.json", SOUND.replace(', "owner": "success@acme.example"', ""));
});
afterAll(() => folder.remove());

describe("milepost check", () => {
  test("says nothing of a sound config, and ends well", async () => {
    expect(await milepost("check", sound)).toEqual({
      out: "0 errors, 0 warnings in 1 config\n",
      err: "",
      code: 0,
    });
  });

  test("says of each mistake its line and column, and underlines it", async () => {
    const { out, code } = await milepost("check", broken, sound);
    expect(out).toBe(
      [
        `${broken}:24:13: error: gaps.no-invoice.to: found "invoise", expected the id of a milestone; did you mean "invoice"?`,
        '  22 |     "no-invoice": {',
        '  23 |       "from": "workspace",',
        '  24 |       "to": "invoise",',
        "     |             ^^^^^^^^^",
        "",
        "1 error, 0 warnings in 2 configs",
        "",
      ].join("\n"),
    );
    expect(code).toBe(1);
  });

  test("ends well with warnings, unless they are not wanted either", async () => {
    const { out, code } = await milepost("check", doubtful);
    expect(out).toContain("warning: outcomes.paid: found no owner");
    expect(code).toBe(0);
    expect((await milepost("check", "--strict", doubtful)).code).toBe(1);
    expect((await milepost("check", "--strict", sound)).code).toBe(0);
  });

  test("prints a list for programs", async () => {
    const { out, code } = await milepost("check", "--json", broken, doubtful);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        file: broken,
        severity: "error",
        path: "gaps.no-invoice.to",
        line: 24,
        column: 13,
        message: 'found "invoise", expected the id of a milestone; did you mean "invoice"?',
      },
      {
        file: doubtful,
        severity: "warning",
        path: "outcomes.paid",
        line: 7,
        column: 5,
        message: "found no owner, expected who answers for it",
      },
    ]);
  });

  test("annotates the lines of a pull request in a workflow of GitHub's", async () => {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    const { out } = await milepost("check", broken);
    expect(out).toContain(
      `::error file=${broken},line=24,col=13,title=gaps.no-invoice.to::found "invoise", expected`,
    );
    expect((await milepost("check", broken)).out).not.toContain("::error");
  });

  test("warns of holdouts too small for so many users, and of counts that begin at nothing", async () => {
    const { out } = await milepost("check", "--users", "1000", sound);
    expect(out.match(/warning: .*holdout/g)).toHaveLength(2);
    const changed = folder.write("changed.json", SOUND.replace('"within": "7d"', '"within": "8d"'));
    expect((await milepost("check", "--was", sound, changed)).out).toContain(
      "warning: milestones.invoice.when: found a count of",
    );
  });

  test("shows of a config on one line the part in question", async () => {
    const line = folder.write(
      "line.json",
      JSON.stringify(JSON.parse(SOUND)).replace('"to":"invoice"', '"to":"invoise"'),
    );
    const { out } = await milepost("check", line);
    const [, shown, caret] = out.split("\n");
    expect(shown!.length).toBeLessThan(120);
    expect(shown!.slice(caret!.indexOf("^"), caret!.lastIndexOf("^") + 1)).toBe('"invoise"');
  });

  test.each([
    [["check"], "expected at least one config"],
    [["check", "--users", "many", "x.json"], '--users: found "many", expected a whole number above 0'],
    [["check", "nothing.json"], "nothing.json: there is no such file"],
    [["check", "--tz", "UTC", "x.json"], "check: found --tz, expected --json, --strict, --users or --was"],
  ])("says in words what keeps it from its work: %j", async (words, line) => {
    const { err, code } = await milepost(...words);
    expect(err).toContain(line);
    expect(code).toBe(1);
  });

  test("says in words that the config of before is none", async () => {
    expect((await milepost("check", "--was", broken, sound)).err).toContain(
      `--was: ${broken}:24:13: gaps.no-invoice.to`,
    );
  });
});
