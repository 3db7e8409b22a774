import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { receive } from "../../src/receiver/receive.ts";

const home = mkdtempSync(join(tmpdir(), "milepost-settings-"));
afterAll(() => rmSync(home, { recursive: true }));

const write = (text: string): string => {
  const path = join(home, "settings.json");
  writeFileSync(path, text);
  return path;
};

it("starts with the settings of a file, over which the environment and a flag win", async () => {
  const settings = { PORT: 1, MILEPOST_DATA: "memory://", MILEPOST_HOSTS: "from-file", MILEPOST_PROXIES: 2 };
  const words = ["--settings", write(JSON.stringify(settings)), "--port", "0"];
  const { says, close } = await receive(words, { MILEPOST_HOSTS: "milepost.acme.example" });
  onTestFinished(() => close!());
  const [url] = /http:\/\/localhost:\d+/.exec(says)!;
  for (const path of ["/livez", "/healthz"])
    expect(await (await fetch(`${url}${path}`)).json(), path).toEqual({ ok: true });
});

it.each([
  ["no file", undefined, "found no file that can be read, expected settings as JSON"],
  ["no JSON", "PORT=1", "found no JSON, expected an object with settings"],
  ["a list", "[1]", "found [1], expected an object with settings"],
  ["a name that is none", '{ "PROT": 1 }', 'found "PROT", expected PORT, HOST'],
  ["a value that is none", '{ "PORT": true }', "PORT: found true, expected a text or a number"],
  ["a port that is none", '{ "PORT": 70000 }', "PORT: "],
])("does not start with %s, and says why", async (_, text, says) => {
  const path = text === undefined ? join(home, "missing.json") : write(text);
  await expect(receive(["--settings", path], {})).rejects.toThrow(says);
});
