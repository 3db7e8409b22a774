import { defineConfig } from "vitest/config";
import { Table } from "./table.ts";

/** `npm run test:engines`: the same suites in three engines, one browser at a time. */
export default defineConfig({
  test: {
    include: ["tests/engines/all.ts"],
    globalSetup: "tests/engines/setUp.ts",
    reporters: ["default", new Table()],
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
