import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { build } from "vite";
import { expect, it } from "vitest";

it("costs what the README says, and less than 1.5 kB", () => {
  const built = readFileSync("dist/react.js", "utf8");
  const { length } = gzipSync(transformSync(built, { minify: true }).code, { level: 9 });
  expect(length).toBeLessThan(1_500);
  expect(readFileSync("README.md", "utf8")).toContain(`for ${(length / 1000).toFixed(1)} kB on top`);
});

it("says to server components that it is the client's, in a file that they alone find", () => {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  const [first, ...others] = readFileSync(exports["./react"]["react-server"], "utf8").split("\n");
  expect(first).toBe('"use client";');
  const names = (code: string) =>
    [...code.matchAll(/export \{ (.+) \}/g)].flatMap(([, all]) => all!.split(", ")).toSorted();
  expect(names(others.join("\n"))).toEqual(names(readFileSync(exports["./react"].default, "utf8")));
  expect(names(others.join("\n"))).toContain("MilepostProvider");
});

it("is built by Vite without a warning", async () => {
  const root = mkdtempSync(join(tmpdir(), "milepost-react-"));
  mkdirSync(join(root, "node_modules"));
  for (const name of ["react", "react-dom"])
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  symlinkSync(resolve("."), join(root, "node_modules/milepost"));
  writeFileSync(join(root, "index.html"), '<!doctype html><script type="module" src="/main.js"></script>');
  writeFileSync(
    join(root, "main.js"),
    'import { useMilepost } from "milepost/react"; document.x = useMilepost;',
  );
  const warnings: string[] = [];
  const onLog = (_level: string, { message }: { readonly message: string }) => void warnings.push(message);
  await build({ root, configFile: false, logLevel: "silent", build: { rolldownOptions: { onLog } } });
  rmSync(root, { recursive: true });
  expect(warnings).toEqual([]);
});
