import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { withMarks } from "../../src/check/compileSource.ts";
import { diskFiles } from "../../src/check/files/files.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { toValue } from "../../src/check/source/part.ts";
import { watchCommand } from "../../src/cli/runCommand.ts";
import type { Answer } from "../../src/cli/simulateCommand.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { SOUND } from "../check/sound.ts";
import { createEvent, createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
let sound: string;
let broken: string;
beforeAll(() => {
  folder = createFolder();
  sound = folder.write("sound.json", SOUND);
  broken = folder.write("broken.json", SOUND.replace('"to": "invoice"', '"to": "invoise"'));
});
afterAll(() => folder.remove());

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

describe("milepost compile", () => {
  test("writes the plan that a page makes of the config, and says how large it is", async () => {
    const plan = folder.write("plan.json", "");
    const { out, err, code } = await milepost("compile", sound, "-o", plan);
    expect(read(plan)).toEqual(withMarks(parse(JSON.parse(SOUND)).plan));
    expect(out).toMatch(
      /plan\.json: [\d.]+ kB, [\d.]+ kB gzipped, version [\da-f]{16}: 3 milestones, 2 gaps, 5 guides, 1 doc\n$/,
    );
    expect({ err, code }).toEqual({ err: "", code: 0 });
  });

  test.each([
    "examples/invoices/milepost.json",
    "examples/tasks/milepost.json",
    "examples/hard/milepost.json",
    "tests/cases/reference.milepost.json",
  ])("%s becomes a plan that says the same", async (file) => {
    const plan = folder.write("example.json", "");
    await milepost("compile", file, "-o", plan);
    expect(read(plan)).toEqual(withMarks(parse(read(file)).plan));
  });

  test.each(readdirSync("playbooks"))(
    "the example of the playbook %s becomes the plan of all that it takes in",
    async (name) => {
      const file = join("playbooks", name, "milepost.json");
      const plan = folder.write("playbook.json", "");
      await milepost("compile", file, "-o", plan);
      expect(read(plan)).toEqual(withMarks(parse(toValue(loadConfig(file, diskFiles).root!)).plan));
    },
  );

  test("takes in what a config extends and uses, and so does every command that reads a config", async () => {
    const [base, book] = ["base.json", "book.json"] as const;
    folder.write(base, { version: 1, product: "acme", milestones: {} });
    folder.write(book, {
      playbook: 1,
      parameters: { event: { type: "event" } },
      milestones: { done: { title: "Done", when: { event: { $parameter: "event" } } } },
    });
    const use = { playbook: "./book.json", as: "one", with: { event: "Invoice Sent" } };
    const config = folder.write("whole.json", { extends: "./base.json", use: [use] });
    const plan = folder.write("whole.plan.json", "");
    expect((await milepost("compile", config, "-o", plan)).code).toBe(0);
    expect(read(plan).milestones).toMatchObject([{ id: "one-done" }]);
    const log = folder.write("whole.jsonl", [createEvent()]);
    const simulated = await milepost("simulate", config, log, "--json");
    expect(JSON.parse(simulated.out).milestones["one-done"].reached).toBe(1);
    expect((await milepost("diff", config, config, log)).code).toBe(0);
    expect((await milepost("report", config, log)).out).toContain("one-done");
    const types = folder.write("whole.d.ts", "");
    expect((await milepost("types", config, "-o", types)).code).toBe(0);
    expect(readFileSync(types, "utf8")).toContain("Invoice Sent");
    // A mistake is said in the file that it stands in.
    folder.write(book, readFileSync(join(dirname(config), book), "utf8").replace('"when"', '"wen"'));
    for (const words of [
      ["check", config],
      ["simulate", config, log],
    ])
      expect(JSON.stringify(await milepost(...words))).toContain("book.json:1:");
  });

  test("leaves out what is nobody's business in a page: owners, values and drafts", async () => {
    const plan = folder.write("discreet.json", "");
    const draft = folder.write(
      "draft.json",
      SOUND.replace('"type": "tour"', '"status": "draft", "type": "tour"'),
    );
    expect((await milepost("compile", draft, "-o", plan)).code).toBe(0);
    const text = readFileSync(plan, "utf8");
    for (const word of ["success@acme.example", "mrr", "#new"]) expect(text).not.toContain(word);
  });

  test("is the same byte by byte, however often", async () => {
    const [one, other] = ["one.json", "other.json"].map((name) => folder.write(name, ""));
    await milepost("compile", sound, "-o", one!);
    await milepost("compile", sound, "-o", other!);
    expect(readFileSync(one!)).toEqual(readFileSync(other!));
  });

  test("says a mistake as check does, and leaves the plan of before", async () => {
    const plan = folder.write("kept.json", "as it was");
    const { out, err, code } = await milepost("compile", broken, "-o", plan);
    expect(err).toContain(`${broken}:24:13: error: gaps.no-invoice.to: found "invoise"`);
    expect(err).toContain(`${plan}: left as it was`);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(readFileSync(plan, "utf8")).toBe("as it was");
    expect(readdirSync(dirname(plan)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("makes the folder that the plan is to stand in", async () => {
    const plan = `${folder.make("served")}/public/plans/milepost.plan.json`;
    const { code, err } = await milepost("compile", folder.write("served.json", SOUND), "-o", plan);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(read(plan).format).toBe(1);
  });

  test("warns, and writes all the same", async () => {
    const plan = folder.write("warned.json", "");
    const doubtful = folder.write("doubtful.json", SOUND.replace(', "owner": "success@acme.example"', ""));
    const { err, code } = await milepost("compile", doubtful, "-o", plan);
    expect(err).toContain("warning: outcomes.paid: found no owner");
    expect(code).toBe(0);
    expect(read(plan).format).toBe(1);
  });

  test.each([
    [["compile"], "expected one config"],
    [["compile", "a.json", "b.json", "-o", "c.json"], "expected one config"],
    [["compile", "a.json"], "-o: found nothing, expected the file to write"],
    [["compile", "nothing.json", "-o", "c.json"], "nothing.json: there is no such file"],
    [["compile", "a.json", "--strict"], "compile: found --strict, expected --output or --watch"],
  ])("says in words what keeps it from its work: %j", async (words, line) => {
    const { err, code } = await milepost(...words);
    expect(err).toContain(line);
    expect(code).toBe(1);
  });

  test("that watches makes the plan anew when the config changes, and goes on after a mistake", async () => {
    const [config, plan] = [folder.write("watched.json", SOUND), folder.write("watched.plan.json", "")];
    const answers: Answer[] = [];
    const stop = watchCommand(["compile", config, "-o", plan, "--watch"], (answer) => answers.push(answer));
    try {
      expect(answers.map(({ ok }) => ok)).toEqual([true]);
      writeFileSync(config, SOUND.replace('"to": "invoice"', '"to": "invoise"'));
      await vi.waitFor(() => expect(answers.map(({ ok }) => ok)).toEqual([true, false]), { timeout: 20_000 });
      expect(read(plan).product).toBe("acme");
      writeFileSync(config, SOUND.replace('"product": "acme"', '"product": "other"'));
      await vi.waitFor(() => expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]), {
        timeout: 20_000,
      });
      expect(read(plan).product).toBe("other");
    } finally {
      stop();
    }
  });

  test("that watches makes the plan anew when a file that it extends changes", async () => {
    const base = folder.write("below.json", SOUND);
    const config = folder.write("above.json", { extends: "./below.json", consent: "full" });
    const answers: Answer[] = [];
    const plan = folder.write("above.plan.json", "");
    const stop = watchCommand(["compile", config, "-o", plan, "--watch"], (answer) => answers.push(answer));
    try {
      writeFileSync(base, SOUND.replace('"product": "acme"', '"product": "other"'));
      await vi.waitFor(() => expect(answers.map(({ ok }) => ok)).toEqual([true, true]), { timeout: 20_000 });
      expect(read(plan)).toMatchObject({ product: "other", consent: "full" });
    } finally {
      stop();
    }
  });

  test("that watches says at once what it cannot watch", () => {
    const answers: Answer[] = [];
    watchCommand(["compile", "nothing.json", "-o", "x.json", "--watch"], (answer) => answers.push(answer))();
    expect(answers).toEqual([{ out: [], err: ["nothing.json: there is no such file"], ok: false }]);
  });
});
