import { describe, expect, it } from "vitest";
import { createVisitor } from "../../src/testing/index.ts";
import { getCode, getRows, readDocument } from "../docs/document.ts";

const guide = readDocument("docs/testing.md");
const [config] = readDocument("README.md").fences.filter(({ language }) => language === "json");

describe("docs/testing.md", () => {
  it("names all that a visitor has, and nothing else", async () => {
    const named = getRows(guide, "on a visitor").flatMap(([names]) => getCode(names!));
    const visitor = await createVisitor({ config: JSON.parse(config!.code) });
    expect(named.map((call) => call.split("(")[0]).toSorted()).toEqual(Object.keys(visitor).toSorted());
  });
});
