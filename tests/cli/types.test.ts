import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOUND } from "../check/sound.ts";
import { createFolder, type Folder, milepost } from "./command.ts";

let folder: Folder;
beforeAll(() => {
  folder = createFolder();
});
afterAll(() => folder.remove());

async function getTypes(config: string): Promise<string> {
  const output = folder.write("milepost.d.ts", "");
  const { code, err } = await milepost("types", folder.write("config.json", config), "-o", output);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return readFileSync(output, "utf8");
}

/** A config whose milestone is reached by these conditions, all of them. */
const asking = (...all: readonly object[]): string =>
  JSON.stringify({ version: 1, product: "acme", milestones: { done: { title: "Done", when: { all } } } });

describe("milepost types", () => {
  test("has the events, guides and traits of a config", async () => {
    const types = await getTypes(SOUND);
    for (const line of [
      '"Invoice Sent": Record<never, never>;',
      'guides: "article" | "ask" | "help" | "how" | "list" | "tour";',
      '"role"?: string;',
      '"name"?: unknown;',
      '"seats"?: number;',
    ])
      expect(types).toContain(line);
  });

  test.each([
    ["a number that is compared", { total: { above: 10 } }, '"total"?: number;'],
    ["a value as it is", { paid: true }, '"paid"?: boolean;'],
    ["values of several kinds", { plan: { in: ["pro", 2, null] } }, '"plan"?: null | number | string;'],
    [
      "a part of a text, or of a list",
      { tags: { contains: "vip" } },
      '"tags"?: readonly unknown[] | string;',
    ],
    ["a date", { due: { inNext: "3d" } }, '"due"?: number | string;'],
    ["that it is there", { note: { exists: true } }, '"note"?: unknown;'],
    ["what lies deeper", { "address.city": "Bonn" }, '"address"?: unknown;'],
  ])("says what a property is of which a condition asks: %s", async (_, where, line) => {
    expect(await getTypes(asking({ event: "Sent", where }))).toContain(line);
  });

  test("joins what several conditions ask of one property", async () => {
    const types = await getTypes(
      asking(
        { event: ["Sent", "Paid"], where: { total: { above: 1 } } },
        { event: "Sent", where: { total: { is: "none" } } },
        { event: "Sent", distinct: "customer" },
        { event: "Sent", sum: { of: "tax", atLeast: 3 } },
        { event: "*" },
      ),
    );
    expect(types).toContain('"total"?: number | string;');
    expect(types).toContain('"customer"?: number | string;');
    expect(types).toContain('"tax"?: number;');
    expect(types).not.toContain('"*"');
  });

  test("says in words what is missing", async () => {
    expect((await milepost("types", "x.json")).err).toContain(
      "-o: found nothing, expected the file to write",
    );
    expect((await milepost("types")).err).toContain("expected one config");
  });
});
