import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REJECTIONS } from "../../src/receiver/ingest/event.ts";
import { REFUSALS } from "../../src/receiver/lib/refusal.ts";
import { readSettings, SETTINGS } from "../../src/receiver/settings/readSettings.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { type Fence, getCode, getRows, readDocument } from "../docs/document.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { signToken } from "./signing.ts";

const document = readDocument("docs/receiver.md");
const findFence = (words: string): Fence =>
  document.fences.find((fence) => fence.language === "json" && fence.words.join(" ") === words)!;
const secret = Buffer.from(`${JSON.parse(findFence("keys").code).acme.secret}:`).toString("base64");
const getNames = (column: string): string[] =>
  getRows(document, column).flatMap(([name]) => getCode(name!).slice(0, 1));

/** Each request with the reply that stands below it. */
const examples = document.fences.flatMap((fence, i) => {
  const reply = document.fences[i + 1];
  if (fence.language !== "http") return [];
  const [head = "", ...body] = fence.code.split("\n\n");
  const [start = "", ...lines] = head.trim().split("\n");
  const [method, path] = start.split(" ");
  return [{ title: start, method, path, lines, body: body.join("\n\n"), reply }];
});

const PASSWORD = "a password of Acme's";
const asOperator = (password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}` },
});

let home: string;
let collector: RunningReceiver;
let token: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "milepost-receiver-"));
  const keys = join(home, "keys.json");
  writeFileSync(keys, findFence("keys").code);
  const config = join(home, "milepost.json");
  // The README's config for product managers.
  writeFileSync(
    config,
    readDocument("README.md").fences.findLast(({ language }) => language === "json")!.code,
  );
  const settings = {
    PORT: "0",
    MILEPOST_KEYS: keys,
    MILEPOST_CONFIG: config,
    MILEPOST_DATA: EMPTY,
    MILEPOST_PASSWORD: PASSWORD,
  };
  const now = () => Date.parse("2026-03-02T09:00:10.000Z");
  collector = await startReceiver({ ...(await readSettings(settings)), now });
  token = await signToken(JSON.parse(findFence("claims").code));
});
afterAll(async () => {
  await collector?.close();
  rmSync(home, { recursive: true, force: true });
});

describe("docs/receiver.md", () => {
  it("has all requests of its examples answered as it says", async () => {
    expect(examples.length).toBeGreaterThan(4);
    const fill = (text: string): string => text.replace("{token}", token).replace("{secret}", secret);
    for (const { title, method = "", path, lines, body: sent, reply } of examples) {
      const headers = lines.map(
        (line) =>
          fill(line)
            .split(/: (.*)/s)
            .slice(0, 2) as [string, string],
      );
      const answer = await fetch(`${collector.url}${path}`, {
        method,
        headers,
        ...(sent !== "" && { body: fill(sent) }),
      });
      const body = (await answer.text()).replace(/"who":"[0-9a-f]{32}"/, '"who":"{who}"');
      expect([title, `${answer.status}`, JSON.parse(body)]).toEqual([
        title,
        ...reply!.words,
        JSON.parse(reply!.code),
      ]);
    }
  });

  it("has every setting, and no other", () => {
    expect(getNames("variable").toSorted()).toEqual(SETTINGS.toSorted());
  });

  it("has every code with its status, and no other", () => {
    const codes = [...Object.keys(REFUSALS), ...new Set(REJECTIONS)];
    expect(getNames("code").toSorted()).toEqual(codes.toSorted());
    const statuses = getRows(document, "code").filter(([, status]) => /^\d+$/.test(status!));
    expect(statuses.map(([code, status]) => [getCode(code!)[0], Number(status)])).toEqual(
      Object.entries(REFUSALS).map(([code, [status]]) => [code, status]),
    );
  });

  it("has every metric, and no other", async () => {
    const text = await (await fetch(`${collector.url}/metrics`, asOperator(PASSWORD))).text();
    const metrics = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
    expect(getNames("metric")).toEqual(metrics);
  });
});

describe("a receiver with a password", () => {
  it.each(["/", "/live", "/metrics", "/page/main.js"])("shows %s to nobody without it", async (path) => {
    const ask = async (options?: RequestInit): Promise<number> => {
      const { status, body } = await fetch(`${collector.url}${path}`, options);
      await body?.cancel();
      return status;
    };
    expect([await ask(), await ask(asOperator("a guess"))]).toEqual([401, 401]);
    expect(await ask(asOperator(PASSWORD))).toBe(200);
  });

  it("says to anybody that it is well", async () => {
    expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
  });
});

describe("the settings", () => {
  const read = (settings: Record<string, string>) => readSettings(settings);

  it("are those of one's own machine where nothing is said", async () => {
    expect(await read({})).toEqual({
      port: 4100,
      guidance: true,
      logFormat: "text",
      host: "127.0.0.1",
      dataDir: ".data/collector",
      origins: [],
    });
  });

  it.each<[title: string, settings: Record<string, string>, said: string]>([
    ["a port that is none", { PORT: "http" }, "PORT"],
    ["a password of five letters", { MILEPOST_PASSWORD: "guess" }, "MILEPOST_PASSWORD"],
    ["a door to the world without a lock", { HOST: "0.0.0.0" }, "set MILEPOST_KEYS and MILEPOST_PASSWORD"],
    ["proxies that are no number", { MILEPOST_PROXIES: "" }, "MILEPOST_PROXIES: expected a number"],
    ["keys that are not there", { MILEPOST_KEYS: "nowhere.json" }, "nowhere.json"],
    ...[
      "null",
      "*",
      "https://acme.example/",
      "https://Acme.example",
      "https://a.example b",
      "acme.example",
    ].map((origin): [string, Record<string, string>, string] => [
      `${origin} as the origin of a page`,
      { MILEPOST_ORIGINS: `https://app.acme.example,${origin}` },
      `MILEPOST_ORIGINS: found ${JSON.stringify(origin)}, expected an origin like https://app.acme.example`,
    ]),
    ...["https://acme.example", "acme.example:443", "Acme.example", "*", "a b", ","].map(
      (host): [string, Record<string, string>, string] => [
        `${host} as the name of its machine`,
        { MILEPOST_HOSTS: host },
        `MILEPOST_HOSTS: found ${JSON.stringify(host)}, expected names like milepost.acme.example`,
      ],
    ),
  ])("are refused with %s", async (_, settings, said) => {
    await expect(read(settings)).rejects.toThrow(said);
  });

  it("have the names and origins that they list", async () => {
    const settings = {
      MILEPOST_ORIGINS: "https://a.example, http://localhost:4000",
      MILEPOST_HOSTS: "a.example,[fd00::1]",
    };
    expect(await read(settings)).toMatchObject({
      origins: ["https://a.example", "http://localhost:4000"],
      hosts: ["a.example", "[fd00::1]"],
    });
  });

  it.each<[title: string, key: object, said: string]>([
    [
      "an origin with a path",
      { origins: ["https://app.acme.example/"] },
      "acme.origins.0: expected an origin",
    ],
    ["every origin at once", { origins: ["*"] }, "acme.origins.0: expected an origin"],
    ["a key that nobody knows", { origin: [] }, "acme: Unrecognized key"],
  ])("are refused with keys that have %s", async (_, key, said) => {
    const path = join(home, "bad.json");
    writeFileSync(path, JSON.stringify({ acme: key }));
    await expect(read({ MILEPOST_KEYS: path })).rejects.toThrow(said);
  });

  it.each<[title: string, secrets: Record<string, string>, said: string]>([
    [
      "is its write key",
      { "sk-acme-0123456789": "sk-acme-0123456789" },
      "sk-acme-0123456789.secret: found a write key",
    ],
    [
      "is another key's write key",
      { "sk-acme-0123456789": "another-secret-01", beta: "sk-acme-0123456789" },
      "beta.secret: found a write key",
    ],
    [
      "is another key's secret",
      { acme: "sk-acme-0123456789", beta: "sk-acme-0123456789" },
      "beta.secret: found the secret of acme",
    ],
    ["is short", { acme: "sk-acme" }, "acme.secret: found 7 characters"],
    ["has a colon", { acme: "sk:acme-0123456789" }, "acme.secret: found a character that no header carries"],
    ["has a space", { acme: "sk acme-0123456789" }, "acme.secret: found a character that no header carries"],
    [
      "has an umlaut",
      { acme: "sk-äcme-0123456789" },
      "acme.secret: found a character that no header carries",
    ],
  ])("are refused with a secret that %s", async (_, secrets, said) => {
    const path = join(home, "bad.json");
    const found = Object.entries(secrets).map(([writeKey, secret]) => [writeKey, { secret }]);
    writeFileSync(path, JSON.stringify(Object.fromEntries(found)));
    await expect(read({ MILEPOST_KEYS: path })).rejects.toThrow(`${path}: ${said}, expected 16 or more`);
  });

  it("do not start a receiver whose secret is its write key, or short", async () => {
    const origins: string[] = [];
    const keys = { acme: { origins, secret: "acme" } };
    await expect(startReceiver({ port: 0, origins, keys, dataDir: EMPTY })).rejects.toThrow(RangeError);
  });
});
