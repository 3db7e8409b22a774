import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/sdk/config/parse.ts";
import { createMilepost } from "../../src/sdk/instance/createMilepost.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const readme = readDocument("README.md");

describe("the README's tables", () => {
  test("have every attribute that the script tag reads, and no other", () => {
    const [, read = ""] = /const \{([^}]*)\} =\s+dataset/.exec(readFileSync("src/sdk/script.ts", "utf8"))!;
    const attributes = read
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => `data-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    const named = getRows(readme, "attribute").flatMap(([names]) => getCode(names!));
    expect(named.toSorted()).toEqual(attributes.toSorted());
  });

  test("have every method of an instance; the examples have the two that come first", () => {
    const rows = getRows(readme, "call").flatMap(([calls]) => getCode(calls!));
    const named = rows.map((call) => call.split("(")[0]!);
    const methods = Object.keys(createMilepost(() => undefined));
    expect([...named, "init", "push"].toSorted()).toEqual(methods.toSorted());
    const code = readme.fences.map((fence) => fence.code).join("");
    expect(code).toContain("milepost.init(");
    expect(code).toContain("milepost.push(");
  });
});

describe("the README's examples", () => {
  const configs = readme.fences.filter(({ language }) => language === "json");

  test("have configs that are accepted whole", () => {
    expect(configs).toHaveLength(2);
    for (const { code } of configs) expect(parse(JSON.parse(code)).leftOut).toEqual([]);
  });

  test("have a mistake in it answered as they say", () => {
    const config = JSON.parse(configs.at(-1)!.code);
    config.gaps["no-first-invoice"].from = "worspace";
    const said = /^> (gaps\..*)$/m.exec(readme.text)?.[1];
    expect(() => parse(config)).toThrow(expect.objectContaining({ message: said }));
  });

  test("come before line 20", () => {
    expect(readme.fences[0]!.line).toBeLessThan(20);
  });

  test("name only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = [...readme.text.matchAll(/\bnpm (?:run )?([a-z]+)\b/g)].map(([, name]) => name!);
    const known = ["install", ...Object.keys(scripts)];
    expect(named).toEqual(expect.arrayContaining(["demo", "test", "build"]));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
