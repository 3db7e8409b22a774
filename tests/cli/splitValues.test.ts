import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createValueSplitter } from "../../src/cli/logs/splitValues.ts";

/** The values that a text is cut into when it comes in pieces of such lengths, and their lines. */
function split(text: string, lengths: readonly number[]): Array<readonly [value: unknown, line: number]> {
  const splitter = createValueSplitter();
  const found: Array<readonly [unknown, number]> = [];
  const note = ({ texts, lines }: ReturnType<typeof splitter.take>): void =>
    texts.forEach((one, i) => {
      found.push([JSON.parse(one), lines[i]!]);
    });
  let from = 0;
  for (const length of lengths) {
    note(splitter.take(text.slice(from, from + length)));
    from += length;
  }
  note(splitter.take(text.slice(from)));
  note(splitter.end());
  return found;
}

const anyObject = fc.dictionary(fc.string(), fc.jsonValue());
const anyLengths = fc.array(fc.nat(40), { maxLength: 40 });
const anyIndent = fc.constantFrom(undefined, 1, 2, "\t");

describe("JSON over several lines is cut into its values, wherever its pieces end", () => {
  test.each<[title: string, write: (texts: readonly string[]) => string]>([
    ["one after the other", (texts) => texts.join("\n")],
    ["without anything in between", (texts) => texts.join("")],
    ["in an array", (texts) => `[${texts.join(", ")}]`],
    ["in an array, after a mark", (texts) => `\uFEFF\r\n[\r\n${texts.join(",\r\n")}\r\n]\r\n`],
  ])("%s", (_, write) => {
    fc.assert(
      fc.property(fc.array(anyObject), anyIndent, anyLengths, (values, indent, lengths) => {
        const texts = values.map((value) => JSON.stringify(value, null, indent));
        const found = split(write(texts), lengths);
        expect(found.map(([value]) => JSON.stringify(value))).toEqual(
          values.map((value) => JSON.stringify(value)),
        );
      }),
    );
  });

  test("and says in which line each begins", () => {
    fc.assert(
      fc.property(fc.array(anyObject), anyIndent, anyLengths, (values, indent, lengths) => {
        const texts = values.map((value) => JSON.stringify(value, null, indent));
        let line = 1;
        const lines = texts.map((one) => {
          const begin = line;
          line += one.split("\n").length;
          return begin;
        });
        expect(split(texts.join("\n"), lengths).map(([, begin]) => begin)).toEqual(lines);
      }),
    );
  });
});
