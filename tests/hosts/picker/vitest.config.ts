import { defineConfig } from "vitest/config";

/** `npm run test:picker`: how often a target that was picked finds its element again, kit by kit. */
export default defineConfig({
  test: {
    include: ["tests/hosts/picker/all.ts"],
    globalSetup: "tests/hosts/install.ts",
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
