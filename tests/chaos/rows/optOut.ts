import { createRandom } from "../../../src/testing/createRandom.ts";
import { addUp } from "../addUp.ts";
import { sleep, whenever } from "../pace.ts";
import type { Row, Trial } from "../row.ts";
import type { Outcome } from "../run.ts";

const TABS = 8;
const GRACE_MS = 1_000;

/** All tabs are at work when one of them is told to stop, and go on calling after that. */
async function stopOne({ stand, engine, size }: Trial, seed: number): Promise<Outcome> {
  const random = createRandom(seed);
  const run = stand.begin({ steps: TABS * size.events });
  const profile = await engine.openProfile();
  const broken: string[] = [];
  try {
    const tabs = await Promise.all(Array.from({ length: TABS }, () => profile.open(run.url())));
    await Promise.all(tabs.map((tab) => tab.call("ready")));
    const streams = tabs.map((tab, i) => {
      const from = run.number(size.events);
      const most = { most: 3, pause: 50, urgent: 5, step: i * size.events };
      return tab.call("stream", { seed: seed + i, from, count: size.events, ...most });
    });
    // On a busy machine the first of them may take longer: where nothing has left, there is nothing to stop.
    await whenever(() => run.requests() > 0);
    await sleep(400 + random() * 800);
    await tabs[Math.floor(random() * TABS)]!.call("call", "optOut");
    await sleep(GRACE_MS);
    const before = run.requests();
    await Promise.all(streams);
    await sleep(GRACE_MS);
    const late = run.requests() - before;
    if (late) broken.push(`seed ${seed}: ${late} requests after ${GRACE_MS} ms`);
    const { records } = await tabs[0]!.call("stock");
    if (records) broken.push(`seed ${seed}: ${records} records are kept`);
    for (const tab of tabs) broken.push(...(await tab.call("report")).faults);
    const outcome = await run.judge();
    return { ...outcome, events: (await run.rows()).length, broken };
  } finally {
    await profile.close();
  }
}

export const optOut: Row = {
  name: "opt-out",
  promise: "opt-out in one of 8 tabs that are all at work: no request after a second, nothing is kept",
  unit: "opt-outs",
  ci: { events: 60, times: 1 },
  full: { events: 120, times: 100 },
  async run(trial) {
    const outcomes: Outcome[] = [];
    for (let time = 0; time < trial.size.times; time++)
      outcomes.push(await stopOne(trial, trial.seed + time));
    return addUp(outcomes);
  },
};
