import { PASS } from "../faults.ts";
import { whenever } from "../pace.ts";
import type { Row } from "../row.ts";

const MOST_REQUESTS = 14;
const MINUTE_MS = 61_000;

export const poison: Row = {
  name: "poison",
  promise: "a poisoned event at each place of a batch: the 49 others arrive within 14 requests",
  unit: "batches",
  ci: { events: 50, times: 3 },
  full: { events: 50, times: 50 },
  async run({ stand, engine, size: { events, times } }) {
    const run = stand.begin();
    run.faults(({ batch }) =>
      batch.some(({ properties }) => properties.poison) ? { kind: "status", status: 400 } : PASS,
    );
    const broken: string[] = [];
    const profile = await engine.openProfile();
    try {
      const tab = await profile.open(run.url());
      await tab.call("ready");
      for (let time = 0; time < times; time++) {
        const place = Math.floor((time * events) / times);
        const before = run.requests();
        run.note(await tab.call("track", { from: run.number(events), count: events, poison: place }));
        await tab.call("skip", MINUTE_MS);
        await whenever(async () => (await tab.call("stock")).waiting === 0);
        const took = run.requests() - before;
        if (took > MOST_REQUESTS) broken.push(`poison at place ${place}: ${took} requests`);
      }
      // The count of what was given up goes with the next batch.
      run.note(await tab.call("track", { from: run.number(1), count: 1 }));
      await tab.call("skip", MINUTE_MS);
      await run.settle();
      const outcome = await run.judge(broken);
      const given = `${outcome.dropped} were given up, of ${times} poisoned`;
      return outcome.dropped === times ? outcome : { ...outcome, broken: [...broken, given] };
    } finally {
      await profile.close();
    }
  },
};
