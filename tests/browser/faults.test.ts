import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChromium } from "../chaos/chromium.ts";
import type { Engine } from "../chaos/engine.ts";
import { rows } from "../chaos/rows.ts";
import { type Stand, startStand } from "../chaos/stand.ts";

/** `CHAOS_SEED=7 npx vitest run tests/browser/faults.test.ts` for other schedules. */
const seed = Number(process.env.CHAOS_SEED ?? 1);

let engine: Engine;
let stand: Stand;

beforeAll(async () => {
  [engine, stand] = await Promise.all([openChromium(), startStand()]);
});
afterAll(async () => {
  await engine.close();
  await stand.close();
});

// They share the browser and the receiver, and little else: most of their time is waiting.
describe.concurrent(`what is done to delivery, in the small (seed ${seed}; \`npm run chaos\` has it at its full size):`, () => {
  test.each(rows)("$promise", { timeout: 120_000 }, async (row) => {
    const outcome = await row.run({ stand, engine, size: row.ci, seed });
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, broken: [] });
    expect(outcome.events).toBeGreaterThan(0);
  });
});
