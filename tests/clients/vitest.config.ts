import { defineConfig } from "vitest/config";

/** `npm run test:clients`: the libraries of others that need many packages, against the real receiver. */
export default defineConfig({
  test: {
    include: ["tests/clients/all.ts"],
    globalSetup: [
      "tests/helpers/emptyDatabase.ts",
      "tests/clients/install.ts",
      "tests/helpers/setUpBrowser.ts",
    ],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
