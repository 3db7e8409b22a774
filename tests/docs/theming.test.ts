import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { getCode, getRows, readDocument } from "./document.ts";

const FOLDER = "src/widgets/themes";
const PARTS = "src/widgets/parts";
const STYLE = readFileSync(`${PARTS}/host.css`, "utf8") + readFileSync(`${PARTS}/base.css`, "utf8");
const page = readDocument("docs/theming.md");
const themes = readdirSync(FOLDER).toSorted();

const read = (file: string): string => readFileSync(`${FOLDER}/${file}`, "utf8");
const squeeze = (css: string): string => css.replaceAll(/\s+/g, "").replaceAll("0px", "0");
/** Tokens that a theme sets, with their values. */
const getTokens = (css: string): string[][] =>
  [...css.matchAll(/(--milepost-[a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, squeeze(value!)]);
/** Tokens that the widgets read, with what they are without one. */
const defaults = new Map(
  [...STYLE.matchAll(/^\s*--_[a-z-]+:\s*var\(\s*(--milepost-[a-z-]+),([^;]+)\);$/gm)].map(
    ([, name, value]) => [name!, squeeze(value!)],
  ),
);

describe("the tokens in docs/theming.md", () => {
  const rows = getRows(page, "token");

  test("are those that the widgets read, and no other", () => {
    const read = new Set([...STYLE.matchAll(/var\(\s*(--milepost-[a-z-]+)/g)].map(([, name]) => name!));
    expect(read.size).toBeGreaterThan(8);
    expect(rows.map(([name]) => getCode(name!)[0]).toSorted()).toEqual([...read].toSorted());
  });

  test("say what colour they are by themselves", () => {
    const colours = rows.filter(([, , light]) => light!.startsWith("`#"));
    expect(colours.length).toBeGreaterThan(6);
    for (const [name, , light, dark] of colours) {
      const [token, one, other] = [name, light, dark].map((cell) => getCode(cell!)[0]!);
      expect(defaults.get(token!), token).toBe(`light-dark(${one},${other})`);
    }
  });
});

describe("the themes", () => {
  test("are those in docs/theming.md", () => {
    const named = getRows(page, "theme").map(([name]) => `${getCode(name!)[0]}.css`);
    expect(named.toSorted()).toEqual(themes);
  });

  test.each(themes)("%s is under 1 kB, and sets only what is read", (file) => {
    expect(Buffer.byteLength(read(file))).toBeLessThan(1000);
    const names = getTokens(read(file)).map(([name]) => name!);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !defaults.has(name))).toEqual([]);
  });

  test("calm is what the widgets have without one", () => {
    expect(getTokens(read("calm.css"))).toEqual([...defaults]);
  });
});
