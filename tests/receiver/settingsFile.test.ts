import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { receive } from "../../src/receiver/receive.ts";
import { readProduct } from "../../src/receiver/settings/readProduct.ts";
import { SETTINGS } from "../../src/receiver/settings/readSettings.ts";

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

const CONFIG = { version: 1, product: "acme", milestones: {} };
const writeAs = (name: string, value: unknown): string => {
  const path = join(home, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

it("takes a config with the files that it extends and the playbooks that it uses", async () => {
  writeAs("base.json", {
    ...CONFIG,
    milestones: { sent: { title: "Send an invoice", when: { event: "Invoice Sent" } } },
    journeys: { activation: { title: "Activation", milestones: ["sent"] } },
  });
  writeAs("team.playbook.json", {
    playbook: 1,
    milestones: { joined: { title: "Work together", when: { event: "Member Joined" } } },
  });
  const { plan, config, journey } = readProduct(
    writeAs("milepost.json", {
      version: 1,
      product: "acme",
      extends: "base.json",
      use: [{ playbook: "./team.playbook.json", as: "team" }],
      retention: { silent: "2w" },
    }),
  );
  expect(plan.milestones.map(({ id }) => id)).toEqual(["sent", "team-joined"]);
  expect(config!.retention).toEqual({ silent: "2w" });
  expect(journey).toEqual({ title: "Activation", milestones: [{ id: "sent", title: "Send an invoice" }] });
});

it("says at which place of which file a config is wrong", () => {
  const path = writeAs("broken.json", { ...CONFIG, extends: "bsae.json" });
  expect(() => readProduct(path)).toThrow(
    /broken\.json:1:\d+: extends: found "bsae\.json", and there is no /,
  );
});

it("says in its help of every setting by which flag it is given", async () => {
  const { says } = await receive(["--help"], {});
  for (const name of SETTINGS) expect(says).toContain(name);
});
