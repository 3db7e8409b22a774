import { createRandom } from "../../../src/testing/createRandom.ts";
import { addUp } from "../addUp.ts";
import { createWeather, type Decide, PASS } from "../faults.ts";
import { getSteps, pour, whenever } from "../pace.ts";
import type { Row, Trial } from "../row.ts";
import type { Outcome } from "../run.ts";

/** Pauses of up to five minutes and replies that never come: the page's time goes faster than the machine's. */
const SPEED = 20;
/** Each on a site of its own: most of their time is waiting. */
const TOGETHER = 4;

async function pourThrough(
  { stand, engine, size: { events } }: Trial,
  seed: number,
  decide: Decide,
): Promise<Outcome> {
  const run = stand.begin({ steps: getSteps(events) });
  run.faults(decide);
  const profile = await engine.openProfile();
  try {
    const tab = await profile.open(run.url({ speed: SPEED }));
    await pour(run, tab, { events, random: createRandom(seed), step: 0 });
    await run.settle();
    // The last milestone's report may be in a batch after the last event's.
    await whenever(async () => (await tab.call("stock")).waiting === 0, 60_000);
    const { faults } = await tab.call("report");
    return await run.judge(faults);
  } finally {
    await profile.close();
  }
}

export const chaos: Row = {
  name: "chaos",
  promise: "30 % of the answers are 429, 500, 503, silence, a broken line or lost: all arrives once",
  unit: "seeds",
  ci: { events: 300, times: 1 },
  full: { events: 10_000, times: 20 },
  async run(trial) {
    const outcomes: Outcome[] = [];
    const seeds = Array.from({ length: trial.size.times }, (_, time) => trial.seed + time);
    const next = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        outcomes.push(await pourThrough(trial, seed, createWeather(0.3, createRandom(~seed))));
    };
    await Promise.all(Array.from({ length: TOGETHER }, next));
    return addUp(outcomes);
  },
};

/** The first answer to any event does not come back. */
function createDeafness(): Decide {
  const seen = new Set<string>();
  return ({ batch }) => {
    const isNew = batch.some(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of batch) seen.add(messageId);
    return isNew ? { kind: "lost" } : PASS;
  };
}

export const lostReply: Row = {
  name: "lost-reply",
  promise: "the server commits and its reply is lost: sent again, stored once",
  unit: "runs",
  ci: { events: 200, times: 1 },
  full: { events: 1_000, times: 1 },
  run: (trial) => pourThrough(trial, trial.seed, createDeafness()),
};
