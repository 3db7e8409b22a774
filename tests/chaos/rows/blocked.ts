import { PASS } from "../faults.ts";
import { letTimePass, sleep } from "../pace.ts";
import type { Row } from "../row.ts";

const STEP_MS = 10_000;
const HOUR_MS = 3_600_000;
const MOST_REQUESTS = 10;

export const blocked: Row = {
  name: "blocked",
  promise: "the endpoint is blocked for an hour: at most 10 requests, nothing uncaught, all arrives after it",
  unit: "hours",
  ci: { events: 60, times: 1 },
  full: { events: 60, times: 6 },
  async run({ stand, engine, size: { events, times } }) {
    const run = stand.begin({ steps: events * times });
    run.faults(() => PASS);
    const broken: string[] = [];
    const profile = await engine.openProfile();
    try {
      const tab = await profile.open(run.url());
      await tab.call("ready");
      await tab.call("block", true);
      for (let hour = 0; hour < times; hour++) {
        const { asked: before } = await tab.call("report");
        for (let minute = 0; minute < events; minute++) {
          const event = { count: 1, event: `Step ${hour * events + minute}` };
          run.note(await tab.call("track", { from: run.number(1), ...event }));
          for (let passed = 0; passed < HOUR_MS / events; passed += STEP_MS) {
            await tab.call("skip", STEP_MS);
            await sleep(2);
          }
        }
        const { asked } = await tab.call("report");
        if (asked - before > MOST_REQUESTS) broken.push(`hour ${hour}: ${asked - before} requests`);
      }
      await tab.call("block", false);
      await letTimePass(run, tab);
      await run.settle();
      const { faults } = await tab.call("report");
      return await run.judge([...broken, ...faults]);
    } finally {
      await profile.close();
    }
  },
};
