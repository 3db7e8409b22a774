import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { getCode, readDocument } from "./document.ts";

/** Each document, and a link that it must have: so that a reader finds from one to the next. */
const DOCUMENTS = [
  ["README.md", "docs/config.md"],
  ["README.md", "docs/playbooks.md"],
  ["README.md", "docs/recipes.md"],
  ["README.md", "docs/first-afternoon.md"],
  ["README.md", "docs/start.md"],
  ["README.md", "docs/mcp.md"],
  ["README.md", "docs/pages.md"],
  ["docs/check.md", "pages.md"],
  ["docs/recipes.md", "playbooks.md"],
  ["docs/first-afternoon.md", "recipes.md"],
  ["docs/mcp.md", "check.md"],
  ["docs/playbooks.md", "config.md#reuse"],
  ["docs/config.md", "playbooks.md"],
  ["README.md", "docs/delivery.md"],
  ["README.md", "docs/privacy.md"],
  ["README.md", "docs/testing.md"],
  ["README.md", "docs/theming.md"],
  ["README.md", "docs/receiver.md"],
  ["README.md", "docs/report.md"],
  ["README.md", "docs/measuring.md"],
  ["README.md", "docs/accessibility.md"],
  ["README.md", "CONTRIBUTING.md"],
  ["README.md", "CHANGELOG.md"],
  ["CHANGELOG.md", "docs/receiver.md"],
  ["CONTRIBUTING.md", "README.md"],
  ["docs/config.md", "#gaps"],
  ["docs/config.md", "delivery.md#formats"],
  ["docs/config.md", "report.md"],
  ["docs/delivery.md", "privacy.md"],
  ["docs/privacy.md", "config.md#mileposts-own-events"],
  ["docs/report.md", "events.md"],
  ["docs/report.md", "measuring.md"],
  ["docs/measuring.md", "report.md"],
  ["docs/testing.md", "../README.md#for-product-managers"],
  ["docs/theming.md", "pictures/theme-warm.png"],
  ["docs/accessibility.md", "theming.md"],
] as const;

describe.each([...new Set(DOCUMENTS.map(([path]) => path))])("%s", (path) => {
  const { links, anchors, text } = readDocument(path);
  const own = links.filter((link) => !/^[a-z]+:/.test(link));

  test("leads to where it has to", () => {
    const wanted = DOCUMENTS.filter(([from]) => from === path).map(([, to]) => to);
    expect(own).toEqual(expect.arrayContaining(wanted));
  });

  test("has no link or picture that leads nowhere", () => {
    const nowhere = own.filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      if (!existsSync(target)) return true;
      if (anchor === undefined) return false;
      return !(file === "" ? anchors : readDocument(target).anchors).includes(anchor);
    });
    expect(nowhere).toEqual([]);
  });

  test("shows pictures that have something in them, and says what", () => {
    const pictures = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    for (const [, words, file] of pictures) {
      expect(words, file).not.toBe("");
      expect(readFileSync(join(dirname(path), file!)).length, file).toBeGreaterThan(1000);
    }
  });
});

// The files that start.md names are the reader's.
const ALL = readdirSync("docs").filter((file) => file.endsWith(".md") && file !== "start.md");

test.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...ALL.map((file) => join("docs", file))])(
  "%s names no file or folder of ours that is not there",
  (path) => {
    const prose = readDocument(path).text.replaceAll(/^```[\s\S]*?^```$/gm, "");
    const named = getCode(prose).filter((code) =>
      /^(src|tests|examples|docs|bench|build)\/[\w./-]*$/.test(code),
    );
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  },
);
