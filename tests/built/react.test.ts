import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { expect, it } from "vitest";

it("costs what the README says, and less than 1.5 kB", () => {
  const built = readFileSync("dist/react.js", "utf8");
  const { length } = gzipSync(transformSync(built, { minify: true }).code, { level: 9 });
  expect(length).toBeLessThan(1_500);
  expect(readFileSync("README.md", "utf8")).toContain(`for ${(length / 1000).toFixed(1)} kB on top`);
});

it("says to server components that it is the client's", () => {
  expect(readFileSync("dist/react.js", "utf8")).toMatch(/^"use client";/);
});
