import { afterAll, describe, expect, test } from "vitest";
import { createMeter } from "../../src/cli/logs/meter.ts";
import { runCommand } from "../../src/cli/runCommand.ts";
import { createEvent, createFolder } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

describe("over a long log", () => {
  const config = {
    version: 1,
    product: "shop",
    milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  };
  const run = async (...words: readonly string[]): Promise<string> => {
    let now = 0;
    let text = "";
    const meter = createMeter({ write: (more) => (text += more), now: () => (now += 400) });
    const log = folder.write("many.jsonl", [createEvent(), createEvent({ messageId: "m" })]);
    const [command, ...more] = words;
    const { ok } = await runCommand(
      [command!, folder.write("c.json", config), log, ...more],
      undefined,
      meter,
    );
    expect(ok).toBe(true);
    return text;
  };

  test.each(["simulate", "report"])("%s says how far it has come, and takes that away", async (command) => {
    const text = await run(command);
    expect(text).toMatch(/█{24} (\d+) B of \1 B, \d+ lines\/s/);
    expect(text.endsWith("\r\u001b[K")).toBe(true);
  });

  test.each(["simulate", "report"])("%s --json says nothing of it", async (command) => {
    expect(await run(command, "--json")).toBe("");
  });
});
