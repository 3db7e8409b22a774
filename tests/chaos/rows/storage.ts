import { createRandom } from "../../../src/testing/createRandom.ts";
import { addUp } from "../addUp.ts";
import { type Decide, PASS } from "../faults.ts";
import { getSteps, letTimePass, pour } from "../pace.ts";
import { STORAGES } from "../page/breakStorage.ts";
import type { Row } from "../row.ts";
import type { Outcome } from "../run.ts";

const CLOSED: Decide = () => ({ kind: "status", status: 503 });
const QUOTA_BYTES = 1_000_000;
/** So that no more than 500 events come in a second. */
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const PORTION = 100;
const URGENT = 10;

export const quota: Row = {
  name: "quota",
  promise:
    "a full disk and an endpoint that is down: all milestones arrive, what is dropped is counted exactly",
  unit: "runs",
  ci: { events: 1_200, times: 1 },
  full: { events: 5_000, times: 1 },
  async run({ stand, engine, size: { events } }) {
    const steps = events / PORTION;
    const run = stand.begin({ steps });
    run.faults(CLOSED);
    const profile = await engine.openProfile();
    try {
      const tab = await profile.open(run.bare);
      // Before the first use: the browser remembers how much space there is.
      await profile.limitStorage?.(tab, new URL(run.bare).origin, QUOTA_BYTES);
      await tab.go(run.url());
      for (let step = 0; step < steps; step++) {
        const burst = { from: run.number(PORTION), count: PORTION - 1, pad: 1_000 };
        run.note(await tab.call("track", burst));
        run.note(await tab.call("track", { from: run.number(1), count: 1, event: `Step ${step}` }));
        await tab.call("skip", SECOND_MS);
      }
      run.faults(() => PASS);
      await tab.call("skip", HOUR_MS);
      await letTimePass(run, tab);
      await run.settle();
      const { faults } = await tab.call("report");
      const rows = await run.rows();
      const reached = rows.filter(({ event }) => event === "Milestone Reached").length;
      if (reached !== steps) faults.push(`${reached} of ${steps} milestones arrived`);
      const isFull = rows.some(({ context }) => context.delivery?.storage === "memory");
      if (profile.limitStorage && !isFull) faults.push("the disk was never full");
      const outcome = await run.judge(faults);
      // Each event that is held gets the next place, the SDK's own ones too; the newest are the last to be dropped.
      const held = Math.max(...rows.map(({ context }) => context.delivery?.seq ?? 0));
      const exact = `${outcome.dropped} drops are counted, of ${held - rows.length}`;
      return outcome.dropped === held - rows.length ? outcome : { ...outcome, broken: [...faults, exact] };
    } finally {
      await profile.close();
    }
  },
};

export const storage: Row = {
  name: "storage",
  promise: "IndexedDB is missing, throws, hangs or closes: nothing is thrown, all arrives once",
  unit: "events",
  ci: { events: 40, times: STORAGES.length },
  full: { events: 100, times: STORAGES.length },
  async run({ stand, engine, size: { events }, seed }) {
    const outcomes = STORAGES.map(async (how, i): Promise<Outcome> => {
      const run = stand.begin({ steps: getSteps(events, URGENT) });
      const profile = await engine.openProfile();
      try {
        const tab = await profile.open(run.url({ storage: how }));
        await pour(run, tab, { events, random: createRandom(seed + i), urgent: URGENT, step: 0 });
        await run.settle();
        const { faults } = await tab.call("report");
        return await run.judge(faults.map((fault) => `${how}: ${fault}`));
      } finally {
        await profile.close();
      }
    });
    return addUp(await Promise.all(outcomes));
  },
};
