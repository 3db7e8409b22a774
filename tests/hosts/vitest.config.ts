import { defineConfig } from "vitest/config";

/** `npm run test:hosts`: every host, one browser at a time. One host alone: `npm run test:hosts -- -t MUI`. */
export default defineConfig({
  test: {
    include: ["tests/hosts/all.ts"],
    globalSetup: ["tests/hosts/install.ts", "tests/helpers/setUpBrowser.ts"],
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
