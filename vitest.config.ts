import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { LongestFirst } from "./tests/helpers/longestFirst.ts";

/** A style sheet is a text, as in a build. Left to itself, Vite would take it for the page's, and drop it. */
const styles: Plugin = {
  name: "styles",
  enforce: "pre",
  resolveId: (source, importer = "") =>
    source.endsWith(".css") && /\/src\/(widgets|inspector)\//.test(importer)
      ? `${join(dirname(importer), source)}.js`
      : null,
  load(id) {
    if (!id.endsWith(".css.js")) return null;
    const path = id.slice(0, -".js".length);
    this.addWatchFile(path);
    return `export default ${JSON.stringify(readFileSync(path, "utf8"))};`;
  },
};

const PURE = [
  "tests/*.test.ts",
  "tests/sdk/{config,delivery,domain,guidance,instance,person,progress,runtime}/**/*.test.ts",
  "tests/{check,cli,docs,insights,replay,simulation,sql}/**/*.test.ts",
];

export default defineConfig({
  plugins: [styles],
  test: {
    // One queue for all projects. One file more than there are cores on a small machine: each waits for a page, or for a
    // moment to pass, a good part of its time.
    maxWorkers: Math.max(3, Math.floor(availableParallelism() / 2)),
    globalSetup: "tests/helpers/emptyDatabase.ts",
    sequence: { sequencer: LongestFirst },
    // Its one second is little on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          // No clock, page or network that one could leave changed: the files of a worker share what they import.
          name: "pure",
          include: PURE,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "units",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [
            ...PURE,
            "tests/browser/**",
            "tests/hosts/**",
            "tests/examples/**",
            "tests/built/**",
            "tests/receiver/**",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "built",
          include: ["tests/built/**/*.test.ts"],
          globalSetup: "tests/helpers/needBuild.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          // From its source; its page in a browser.
          name: "receiver",
          include: ["tests/receiver/**/*.test.ts"],
          globalSetup: ["tests/helpers/setUpBrowser.ts", "tests/helpers/bundles.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          // The files of a worker share its browser, and what drives that.
          name: "browser",
          isolate: false,
          include: ["tests/browser/**/*.test.ts", "tests/hosts/*.test.ts", "tests/examples/**/*.test.ts"],
          globalSetup: [
            "tests/helpers/needBuild.ts",
            "tests/helpers/setUpBrowser.ts",
            "tests/helpers/bundles.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
