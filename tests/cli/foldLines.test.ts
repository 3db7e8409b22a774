import { expect, test } from "vitest";
import { foldLines } from "../../src/cli/foldLines.ts";

const say = "a gap of which a log tells more than there is room for in a terminal of forty";

test.each<[title: string, text: string, columns: number | undefined, folded: string]>([
  ["what fits stays as it is", "  short", 40, "  short"],
  ["a file is not folded", say, undefined, say],
  ["a terminal in which nothing fits is not folded for", say, 20, say],
  [
    "a line goes on under itself, a little further in",
    `  ${say}`,
    40,
    ["  a gap of which a log tells more than", "    there is room for in a terminal of", "    forty"].join(
      "\n",
    ),
  ],
  ["a word is never cut", `  ${"x".repeat(60)}`, 40, `  ${"x".repeat(60)}`],
  [
    "each line is folded by itself",
    `${"ab ".repeat(14).trim()}\n  cd`,
    40,
    `${"ab ".repeat(13).trim()}\n  ab\n  cd`,
  ],
])("%s", (_, text, columns, folded) => {
  expect(foldLines(text, columns)).toBe(folded);
});

test("no line that has spaces is wider than the terminal, and no word is lost", () => {
  for (const columns of [40, 80, 120])
    for (const line of foldLines(
      Array.from({ length: 9 }, (_, i) => " ".repeat(3 * i) + say.repeat(4)).join("\n"),
      columns,
    ).split("\n"))
      expect(line.length).toBeLessThanOrEqual(columns);
  const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
  expect(words(foldLines(say, 40))).toEqual(words(say));
});
