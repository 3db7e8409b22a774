import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCode, getRows, readDocument } from "../docs/document.ts";
import { createEvent } from "./command.ts";

const CONFIG = {
  version: 1,
  product: "acme",
  outcomes: { paid: { title: "Paid", owner: "success@acme.example" } },
  milestones: { sent: { title: "Sent", outcome: "paid", when: { event: "Invoice Sent" } } },
  gaps: { stuck: { to: "sent", bridge: ["tip"] } },
  guides: { tip: { type: "banner", title: "Start here" } },
};

/** A server as an assistant starts it, in a folder of its own, and a client of the protocol's. */
let folder: string;
let client: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "milepost-mcp-"));
  writeFileSync(join(folder, "milepost.json"), `${JSON.stringify(CONFIG, undefined, 2)}\n`);
  writeFileSync(join(folder, "log.jsonl"), JSON.stringify(createEvent()));
  symlinkSync("/", join(folder, "out"));
  writeFileSync(join(folder, "outside.json"), JSON.stringify({ ...CONFIG, extends: "../../etc/passwd" }));
  client = new Client({ name: "test", version: "1" });
  const args = ["--import", import.meta.resolve("tsx"), resolve("src/cli/milepost.ts"), "mcp"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder }));
}, 30_000);
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function ask(name: string, given: Readonly<Record<string, unknown>>) {
  const { content, isError } = await client.callTool({ name, arguments: { ...given } });
  return { text: (content as ReadonlyArray<{ text: string }>)[0]!.text, isError };
}

describe("milepost mcp", () => {
  test("has the tools that its page tells of", async () => {
    const { tools } = await client.listTools();
    const rows = getRows(readDocument("docs/mcp.md"), "tool").map(([name, takes]) => [
      getCode(name!)[0],
      getCode(takes!),
    ]);
    expect(tools.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties!)])).toEqual(rows);
  });

  test("checks, simulates, compares, explains and reports", async () => {
    const [config, logs] = ["milepost.json", ["log.jsonl"]];
    expect(JSON.parse((await ask("check", { config })).text)).toEqual([]);
    const simulated = JSON.parse((await ask("simulate", { config, logs })).text);
    expect(simulated.milestones.sent.reached).toBe(1);
    expect(JSON.parse((await ask("diff", { old: config, new: config, logs })).text)).toHaveProperty("empty");
    expect((await ask("explain", { config, logs, user: "ana" })).text).toContain("Invoice Sent");
    expect(JSON.parse((await ask("report", { config, logs })).text)).toHaveProperty("gaps");
  });

  test("proposes a patch that git applies, says what check finds then, and writes nothing", async () => {
    const file = join(folder, "milepost.json");
    const before = readFileSync(file, "utf8");
    const changes = [{ path: ["gaps", "stuck", "holdout"], value: 0.1 }];
    const { text, isError } = await ask("propose", { config: "milepost.json", changes });
    expect(text).toContain('+      "holdout": 0.1');
    expect(text).toContain("check finds no error in it.");
    expect({ isError, now: readFileSync(file, "utf8") }).toEqual({ isError: false, now: before });
    const patch = text.slice(0, text.indexOf("check finds"));
    execFileSync("git", ["apply", "-"], { cwd: folder, input: patch });
    expect(JSON.parse(readFileSync(file, "utf8")).gaps.stuck.holdout).toBe(0.1);
    writeFileSync(file, before);
  });

  test("says what is wrong with a proposal", async () => {
    const changes = [{ path: ["gaps", "stuck", "to"], value: "snet" }];
    const { text, isError } = await ask("propose", { config: "milepost.json", changes });
    expect(text).toContain(
      'gaps.stuck.to: found "snet", expected the id of a milestone; did you mean "sent"?',
    );
    expect(isError).toBe(true);
  });

  test.each([
    ["check", { config: "../x.json" }, "found a path outside of"],
    ["check", { config: "/etc/passwd" }, "found a path outside of"],
    ["check", { config: "out/etc/passwd" }, "found a path outside of"],
    ["check", { config: "outside.json" }, "found a path outside of"],
    ["simulate", { config: "milepost.json", logs: ["out/etc/passwd"] }, "found a path outside of"],
    ["simulate", { config: "milepost.json" }, "logs: found nothing, expected a list"],
    ["simulate", { config: "milepost.json", logs: ["none.jsonl"] }, "there is no such file"],
    ["check", {}, "config: found nothing, expected a text"],
    ["compile", { config: "milepost.json" }, 'found the tool "compile", expected one of check,'],
  ])("refuses %s of %j in words", async (name, given, said) => {
    const { text, isError } = await ask(name, given);
    expect(text).toContain(said);
    expect(isError).toBe(true);
  });
});
