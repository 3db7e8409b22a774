import { exec, execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { text as readText } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createEvent, createFolder, milepost, type Said } from "../cli/command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const PIPE = "/dev/stdin";
const folder = createFolder();
afterAll(folder.remove);

/** Runs the built command as a program; `env` is added to that of the tests. */
const runBuilt = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> =>
  new Promise((resolve) => {
    const options = { maxBuffer: 1e8, env: { ...process.env, ...env } };
    execFile(process.execPath, ["dist/cli.js", ...words], options, (error, out, err) =>
      resolve({ out, err, code: typeof error?.code === "number" ? error.code : 0 }),
    );
  });

describe("the built command", () => {
  test.each(["simulate", "report"])("says what the source says, and ends well: %s", async (command) => {
    const words = [command, CONFIG, LOG, "--json"];
    expect(await runBuilt(words)).toEqual(await milepost(...words));
  });

  test("prints the views that the source prints", async () => {
    const words = ["sql", CONFIG, "--dialect", "duckdb"];
    const said = await runBuilt(words);
    expect(said).toEqual(await milepost(...words));
    expect(said.out).toContain("create or replace view milepost_uplift");
  });

  test("says in words what is wrong, and fails", async () => {
    const words = ["simulate", "missing.json", LOG];
    expect(await runBuilt(words)).toEqual(await milepost(...words));
    expect((await runBuilt(words)).code).toBe(1);
  });

  test("takes a time of no zone for the same one on each machine", async () => {
    const config = folder.write("config.json", { version: 1, product: "shop", milestones: {} });
    const log = folder.write("log.jsonl", [createEvent({ timestamp: "2026-06-01T09:00:00" })]);
    const words = ["simulate", config, log, "--user", "ana"];
    const [here, there] = await Promise.all([
      runBuilt(words, { TZ: "Pacific/Auckland" }),
      runBuilt(words, { TZ: "America/New_York" }),
    ]);
    expect(here.out).toContain("09:00");
    expect(there).toEqual(here);
  });

  test.runIf(existsSync(PIPE))("reads a log out of a pipe", async () => {
    const { stdout } = await promisify(exec)(
      `cat ${LOG} | node dist/cli.js simulate ${CONFIG} ${PIPE} --json`,
    );
    expect(stdout).toBe((await milepost("simulate", CONFIG, LOG, "--json")).out);
  });

  test.each([
    ["as it is", LOG],
    ["packed", folder.write("log.jsonl.gz", gzipSync(readFileSync(LOG)))],
    ["backwards", folder.write("back.jsonl", readFileSync(LOG, "utf8").trim().split("\n").toReversed())],
  ])("reads a log from standard input, %s", async (_, log) => {
    const script = 'require("fs").createReadStream(process.argv[1]).pipe(process.stdout)';
    const from = spawn(process.execPath, ["-e", script, log]);
    const to = spawn(process.execPath, ["dist/cli.js", "simulate", CONFIG, "-", "--json"]);
    from.stdout.pipe(to.stdin);
    expect(await readText(to.stdout)).toBe((await milepost("simulate", CONFIG, LOG, "--json")).out);
  });
});
