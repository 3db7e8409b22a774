import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatResults, formatSummary, type Results } from "../../bench/page/results.ts";
import { readDocument } from "./document.ts";

const results: Results = JSON.parse(readFileSync("bench/results/page.json", "utf8"));

test("the results of the page's bench are written as they were found", () => {
  expect(readDocument("bench/results/page.md").text).toBe(formatResults(results));
});

test("the README's figures beside others are those of the last run", () => {
  const wanted = formatSummary(results);
  expect(readDocument("README.md").text, `README.md, Speed: write\n${wanted}`).toContain(wanted);
});
