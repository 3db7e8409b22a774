import { createRandom } from "../../../src/testing/createRandom.ts";
import { sleep } from "../pace.ts";
import type { Row } from "../row.ts";

const SPEED = 4;
const LARGEST = 200_000;
/** Below the 32,000 bytes that an event may have. */
const PAD = 30_000;

export const leaving: Row = {
  name: "leaving",
  promise: "a page is left with 1 to 200 KB waiting: all is there after the next load, once",
  unit: "navigations",
  ci: { events: 10, times: 3 },
  full: { events: 10, times: 500 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const random = createRandom(seed);
    const run = stand.begin();
    const profile = await engine.openProfile();
    const broken: string[] = [];
    try {
      const tab = await profile.open(run.url({ speed: SPEED }));
      await tab.call("ready");
      for (let time = 0; time < times; time++) {
        const size = 1_000 + random() * (LARGEST - 1_000);
        const count = Math.ceil(size / PAD) + Math.floor(random() * events);
        const from = run.number(count);
        await tab.call("begin", { from, count, pad: Math.floor(size / count) });
        // It was left in good order: then all counts, and not only what was stored by then.
        run.note(Array.from({ length: count }, (_, i) => from + i));
        if (random() < 0.5) await sleep(random() * 100);
        await tab.go(run.url({ speed: SPEED, time }));
        await run.settle(10_000);
        if (run.backlog()) broken.push(`navigation ${time}: ${run.backlog()} are not there`);
      }
      return await run.judge(broken);
    } finally {
      await profile.close();
    }
  },
};
