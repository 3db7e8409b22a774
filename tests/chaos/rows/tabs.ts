import { createRandom } from "../../../src/testing/createRandom.ts";
import { getSteps, pour, sleep, whenever } from "../pace.ts";
import type { Row } from "../row.ts";

/** What sends for all the others, and how much of it may be sent twice. */
const LOCKS = {
  tabs: { words: "under Web Locks", asked: {}, resent: 0.001 },
  "tabs-lockless": { words: "without Web Locks", asked: { lockless: 1 }, resent: 0.01 },
};

const URGENT = 10;
/** In which the last requests of pages that are gone arrive, and what a new page finds is sent. */
const LEAVING_MS = 1_000;

const createRow = (name: keyof typeof LOCKS): Row => ({
  name,
  promise: `8 tabs on one store, ${LOCKS[name].words}, closed at last: all arrives once, at most ${LOCKS[name].resent * 100} % is sent twice`,
  unit: "tabs",
  ci: { events: 30, times: 8 },
  full: { events: 500, times: 8 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const { asked, resent } = LOCKS[name];
    const steps = getSteps(events, URGENT);
    const run = stand.begin({ steps: steps * times });
    const profile = await engine.openProfile();
    try {
      const tabs = await Promise.all(Array.from({ length: times }, () => profile.open(run.url(asked))));
      await Promise.all(
        tabs.map((tab, i) =>
          pour(run, tab, { events, random: createRandom(seed + i), urgent: URGENT, step: steps * i }),
        ),
      );
      await run.settle();
      await whenever(async () => (await tabs[0]!.call("stock")).waiting === 0);
      // What all have heard of is sent by none of them as it goes.
      for (const tab of tabs) await tab.close();
      await profile.open(run.url(asked)).then((tab) => tab.call("ready"));
      await sleep(LEAVING_MS);
      const outcome = await run.judge();
      const often = `${(outcome.resent * 100).toFixed(2)} % was sent twice`;
      return outcome.resent > resent ? { ...outcome, broken: [...outcome.broken, often] } : outcome;
    } finally {
      await profile.close();
    }
  },
});

export const tabs = createRow("tabs");
export const tabsLockless = createRow("tabs-lockless");
