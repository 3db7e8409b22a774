import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { getLanguageService, type JSONDocument, TextDocument } from "vscode-json-languageservice";
import { createSchema } from "../../build/schema.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { CORPUS } from "../check/corpus.ts";
import { SOUND } from "../check/sound.ts";

type Schema = Readonly<Record<string, unknown>>;
const schema = createSchema() as Schema;
const validate = new Ajv2020({ strict: false, allErrors: false }).compile(schema);

/** Every key of every object, with the schema of its value. */
function getKeys(part: unknown, path = ""): ReadonlyArray<readonly [path: string, schema: Schema]> {
  if (typeof part !== "object" || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((one) => getKeys(one, path));
  return Object.entries(part).flatMap(([name, child]) => {
    if (name === "examples" || name === "default") return [];
    if (name !== "properties") return getKeys(child, path);
    return Object.entries(child as Record<string, Schema>).flatMap(([key, value]) => [
      [`${path}.${key}`, value] as const,
      ...getKeys(value, `${path}.${key}`),
    ]);
  });
}

describe("the schema of the config", () => {
  const keys = getKeys(schema);

  test("says of every key what it is for", () => {
    expect(keys.length).toBeGreaterThan(500);
    expect([...new Set(keys.filter(([, { description }]) => !description).map(([path]) => path))]).toEqual(
      [],
    );
    const said = keys.map(([, { description }]) => `${description}`);
    expect(said.filter((one) => /`|\*\*|\]\(/.test(one) || !one.endsWith("."))).toEqual([]);
  });

  test("has an example and a default where the reference has one", () => {
    const find = (path: string): Schema => keys.find(([one]) => one === path)![1];
    expect(find(".gaps.holdout").description).toMatch(/Default: none|share of people/);
    expect(find(".guides.repeat")).toMatchObject({ default: "until-done" });
    expect(find(".gaps.opens").examples).toBeDefined();
    expect(keys.filter(([, { examples }]) => examples).length).toBeGreaterThan(100);
  });

  test("names each form of a union", () => {
    const unnamed: unknown[] = [];
    const look = (part: unknown): void => {
      if (typeof part !== "object" || part === null) return;
      for (const [name, child] of Object.entries(part)) {
        const isUnion = name === "anyOf" || name === "oneOf";
        const objects = isUnion ? (child as Schema[]).filter((one) => one.properties) : [];
        if (objects.length > 1) unnamed.push(...objects.filter((one) => !one.title));
        look(child);
      }
    };
    look(schema.$defs);
    look((schema.properties as Record<string, unknown>).guides);
    expect(unnamed.map((one) => Object.keys((one as { properties: object }).properties))).toEqual([]);
  });

  test.each([
    "examples/invoices/milepost.json",
    "examples/tasks/milepost.json",
    "examples/hard/milepost.json",
    ...readdirSync("tests/cases")
      .filter((name) => name.endsWith(".milepost.json"))
      .map((name) => `tests/cases/${name}`),
  ])("takes %s", (path) => {
    validate(JSON.parse(readFileSync(path, "utf8")));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("takes the sound config, and what is merely doubtful", () => {
    const doubtful = CORPUS.filter(([, , , severity]) => severity === "warning");
    for (const [name, sound, broken] of doubtful)
      expect(validate(JSON.parse(SOUND.replace(sound, () => broken))), name).toBe(true);
    expect(validate(JSON.parse(SOUND))).toBe(true);
  });

  test("refuses no config that the SDK takes, and of those that lack the form all but what no schema can say", () => {
    const ofForm = CORPUS.flatMap(([name, sound, broken]) => {
      try {
        return [[name, JSON.parse(SOUND.replace(sound, () => broken)) as unknown] as const];
      } catch {
        return [];
      }
    });
    const isTaken = (config: unknown): boolean => {
      try {
        parse(config);
        return true;
      } catch {
        return false;
      }
    };
    const judged = ofForm.map(([name, config]) => [name, validate(config), isTaken(config)] as const);
    expect(judged.filter(([, bySchema, bySdk]) => bySdk && !bySchema)).toEqual([]);
    const refused = judged.filter(([, , bySdk]) => !bySdk);
    expect(refused.filter(([, bySchema]) => !bySchema).length).toBeGreaterThan(refused.length / 3);
  });
});

describe("in an editor", () => {
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: "milepost", fileMatch: ["*"], schema }] });

  /** A config with `|` where the cursor is. */
  function open(text: string): { document: TextDocument; json: JSONDocument; offset: number } {
    const offset = text.indexOf("|");
    const document = TextDocument.create("file:///milepost.json", "json", 1, text.replace("|", ""));
    return { document, json: service.parseJSONDocument(document), offset };
  }
  async function complete(text: string): Promise<string[]> {
    const { document, json, offset } = open(text);
    const list = await service.doComplete(document, document.positionAt(offset), json);
    return (list?.items ?? []).map(({ label }) => label.replaceAll('"', ""));
  }
  async function hover(text: string): Promise<string> {
    const { document, json, offset } = open(text);
    const { contents } = (await service.doHover(document, document.positionAt(offset), json))!;
    return [contents]
      .flat()
      .map((one) => (typeof one === "string" ? one : one.value))
      .join("\n");
  }

  const inside = (part: string): string => `{ "version": 1, "product": "acme", ${part} }`;

  test.each([
    ["the file", `{ "version": 1, "|" }`, ["milestones", "gaps", "guides", "outcomes"]],
    ["a milestone", inside('"milestones": { "first": { "|" } }'), ["title", "when", "level", "target"]],
    ["the level of one", inside('"milestones": { "first": { "level": "|" } }'), ["user", "account"]],
    ["a gap", inside('"gaps": { "stuck": { "|" } }'), ["from", "to", "opens", "bridge", "holdout"]],
    ["the status of one", inside('"gaps": { "stuck": { "status": "|" } }'), ["live", "draft", "paused"]],
    [
      "a condition",
      inside('"milestones": { "first": { "when": { "|" } } }'),
      ["event", "trait", "all", "milestone"],
    ],
    ["a condition in a list", inside('"for": { "all": [{ "|" }] }'), ["event", "not", "segment"]],
    ["a guide's type", inside('"guides": { "tip": { "type": "|" } }'), ["tooltip", "tour", "survey", "help"]],
    [
      "a tooltip",
      inside('"guides": { "tip": { "type": "tooltip", "|" } }'),
      ["target", "title", "placement"],
    ],
    [
      "the side of one",
      inside('"guides": { "tip": { "type": "tooltip", "placement": "|" } }'),
      ["top", "auto"],
    ],
    [
      "a button",
      inside('"guides": { "tip": { "type": "banner", "actions": [{ "|" }] } }'),
      ["label", "href", "snooze"],
    ],
    ["a question", inside('"guides": { "ask": { "type": "survey", "question": { "|" } } }'), ["kind", "ask"]],
    ["the consent", inside('"consent": "|"'), ["full", "guide-only", "none"]],
    ["limits", inside('"limits": { "|" }'), ["interruptions", "quiet", "unless"]],
  ])("%s is completed", async (_, text, labels) => {
    expect(await complete(text)).toEqual(expect.arrayContaining(labels));
  });

  test.each([
    ["the gaps", '{ "ga|ps": {} }', "Where they get lost"],
    ["when a gap opens", inside('"gaps": { "stuck": { "ope|ns": { "after": "1d" } } }'), "opens"],
    ["a holdout", inside('"gaps": { "stuck": { "hold|out": 0.1 } }'), "share of people"],
    ["a count", inside('"for": { "event": "X", "cou|nt": 3 }'), "that often"],
    ["a test", inside('"for": { "trait": "role", "isN|ot": "x" }'), "everything else"],
    ["a page", inside('"for": { "pa|ge": "/x" }'), "on this page"],
    [
      "a fallback",
      inside('"guides": { "tip": { "type": "tooltip", "fall|back": "x" } }'),
      "when the target does not come",
    ],
  ])("%s is explained", async (_, text, words) => {
    expect(await hover(text)).toContain(words);
  });

  test("what is wrong is underlined", async () => {
    const { document, json } = open(inside('"gaps": { "stuck": { "to": "first", "brigde": [] } }'));
    const said = await service.doValidation(document, json, {}, schema);
    expect(said.map(({ message }) => message)).toContainEqual(expect.stringContaining("brigde"));
  });
});
