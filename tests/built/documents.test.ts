import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { measureSizes } from "../../build/sizes.ts";
import { getCode, getRows, readDocument } from "../docs/document.ts";

const readme = readDocument("README.md");
const toKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const measured = measureSizes("dist");

describe("the README's sizes", () => {
  test("are those of the built files, row by row", () => {
    const rows = measured.map(({ what, gzip }) => [what.trim(), toKb(gzip)]);
    const wanted = rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
    const written = getRows(readme, "what a page has loaded");
    expect(written.map(([what]) => what)).toEqual(rows.map(([what]) => what));
    // Half a kilobyte is the next change's; and one Node's gzip is better than the other's.
    written.forEach(([, size], i) => {
      const off = Math.abs(Number.parseFloat(size!) - measured[i]!.gzip / 1000);
      expect(off, `README.md, Sizes: write\n${wanted}`).toBeLessThan(0.5);
    });
  });

  test("begin in its first sentence with what a page pays before anything is shown", () => {
    const rows = getRows(readme, "what a page has loaded");
    const [, size] = rows.find(([what]) => what === "before anything is shown") ?? [];
    const [, sentence] = readme.text.split("\n\n");
    expect(sentence).toContain(`${size} (min + gzip) in your page before anything is shown`);
    expect(sentence).toContain(`${rows[0]![1]} on pages on which nothing concerns anybody`);
  });
});

describe("the chunks in CONTRIBUTING", () => {
  test("are those that the build makes", () => {
    const built = readdirSync("dist").join("\n");
    const rows = getRows(readDocument("CONTRIBUTING.md"), "file").map(([file]) => getCode(file!)[0]!);
    expect(rows).toContain("milepost.js");
    for (const name of rows) expect(built).toMatch(new RegExp(`^${name.replace("*", "[\\w-]+")}$`, "m"));
  });

  test("are each as small as is said there, gzipped", () => {
    const built = readdirSync("dist");
    for (const [file, , , budget] of getRows(readDocument("CONTRIBUTING.md"), "file")) {
      const name = new RegExp(`^${getCode(file!)[0]!.replace("*", "[\\w-]+")}$`);
      for (const one of built.filter((found) => name.test(found))) {
        const size = gzipSync(readFileSync(`dist/${one}`), { level: 9 }).length / 1000;
        expect(size, `${one}, in kB: found ${size}, expected ${budget} at most`).toBeLessThanOrEqual(
          Number.parseFloat(budget!),
        );
      }
    }
  });

  test("are all that load when they are first needed", () => {
    const chunks = readdirSync("dist").filter((file) => /^milepost-.*\.js$/.test(file));
    const loaded = chunks.flatMap((file) =>
      [...readFileSync(`dist/${file}`, "utf8").matchAll(/import\("\.\/milepost-(\w+)-/g)].map(
        ([, name]) => name!,
      ),
    );
    const table = getRows(readDocument("CONTRIBUTING.md"), "file")
      .map(([file]) => file)
      .join();
    const unknown = loaded.filter((name) => !table.includes(`milepost-${name}-*`));
    expect(loaded).toContain("show");
    expect(unknown).toEqual([]);
  });
});

describe("the names of what a page loads", () => {
  /** Words in names of files that lists of content blockers look for. */
  const WATCHED =
    /ads?\b|analytic|banner|beacon|checklist|consent|cookie|event|launcher|log|modal|notif|overlay|pixel|popup|promo|report|signal|stat|survey|tooltip|tour|track/i;

  test("say nothing that lists of content blockers look for", () => {
    const files = ["dist", "dist/npm"].flatMap((folder) => readdirSync(folder));
    // What stands behind the last dash is a hash, which may spell anything.
    const names = files
      .filter((file) => file.endsWith(".js"))
      .map((file) => file.replace(/-[\w-]{6,8}\.js$/, ""));
    expect(names).toContain("milepost-show");
    expect(names).toContain("show");
    expect(names.filter((name) => WATCHED.test(name))).toEqual([]);
  });
});
