/**
 * `npm run check`: what an edit is likely to break, before it is committed. Types, lint, the rooms and the documents,
 * and the unit tests that import what differs from the last commit; laws with a twentieth of their cases. The first
 * step that fails ends it.
 */
import { spawnSync } from "node:child_process";

const STEPS = {
  types: "tsc --noEmit",
  lint: "biome check --error-on-warnings",
  // They read the sources as text, so no import says what they are touched by.
  house: "vitest run --project units tests/layers.test.ts tests/docs",
  units: `vitest run --project units --changed --exclude tests/layers.test.ts --exclude "tests/docs/**"`,
};
const env = { ...process.env, LAW_RUNS: "50", MUTATIONS: "50", QUEUE_RUNS: "20" };

for (const [name, command] of Object.entries(STEPS)) {
  const start = performance.now();
  const { status } = spawnSync(`npx ${command}`, { shell: true, stdio: "inherit", env });
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (status !== 0) process.exit(1);
}
