import { defineConfig } from "vitest/config";

/**
 * `npm run test:hosts`: every host, one browser at a time. One host alone: `npm run test:hosts -- -t MUI`. In another
 * engine: `HOSTS_ENGINE=firefox npm run test:hosts`, or `webkit`.
 */
export default defineConfig({
  test: {
    include: ["tests/hosts/all.ts"],
    globalSetup: "tests/hosts/install.ts",
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
