import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/helpers/longestFirst.ts";

export default defineConfig({
  test: {
    // One queue for all projects: on two cores two files at once, browser or not, until the last one.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    sequence: { sequencer: LongestFirst },
    // Its one second is little on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "units",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/browser/**", "tests/examples/**", "tests/built/**", "tests/receiver/**"],
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
          globalSetup: "tests/helpers/setUpBrowser.ts",
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts", "tests/examples/**/*.test.ts"],
          globalSetup: ["tests/helpers/needBuild.ts", "tests/helpers/setUpBrowser.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
