import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../chaos/engine.ts";
import type { Row } from "../../chaos/row.ts";
import { rows } from "../../chaos/rows.ts";
import { type Stand, startStand } from "../../chaos/stand.ts";

/** What is done to delivery, in the small, `without` the rows that the engine's driver is not up to. */
export function describeDelivery(openEngine: () => Promise<Engine>, without: readonly Row[]): void {
  let engine: Engine;
  let stand: Stand;
  beforeAll(async () => {
    [engine, stand] = await Promise.all([openEngine(), startStand()]);
  });
  afterAll(async () => {
    await engine?.close();
    await stand?.close();
  });

  test.each(rows.filter((row) => !without.includes(row)))("$promise", { timeout: 180_000 }, async (row) => {
    const outcome = await row.run({ stand, engine, size: row.ci, seed: 1 });
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, broken: [] });
    expect(outcome.events).toBeGreaterThan(0);
  });
}
