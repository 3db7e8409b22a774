import { describe, expect, test } from "vitest";
import { rows } from "../attack/rows.ts";
import { findNats, startNats } from "./temporaryNats.ts";
import { findPostgres, startPostgres } from "./temporaryPostgres.ts";

/** `ATTACK_SEED=7 npx vitest run tests/receiver/attack.test.ts` for other bodies. */
const seed = Number(process.env.ATTACK_SEED ?? 1);
const programs = findPostgres();
const nats = findNats();

/** Milliseconds for one thing: what fell had held the thread for tens of seconds. A test shares its machine with others. */
const LONGEST = 2_000;
/** A lane for each size of batch. */
const LOAD = { lanes: 3, pause: 30 };

describe(`what is done to the receiver, in the small (seed ${seed}; \`npm run attack\` has it at its full size):`, () => {
  test.each(rows)("$promise", { timeout: 180_000 }, async (row) => {
    const { tries, figures, broken } = await row.run({
      times: row.small,
      longest: LONGEST,
      load: LOAD,
      seed,
      startPostgres: async () => (programs === undefined ? undefined : startPostgres(programs)),
      startNats: async (count) => (nats === undefined ? undefined : startNats(nats, count)),
    });
    expect(broken).toEqual([]);
    if (figures["left out"]) console.warn(`${row.name}: ${figures["left out"]}`);
    if (programs !== undefined && nats !== undefined) expect(tries).toBeGreaterThan(0);
  });
});
