import { letTimePass } from "../pace.ts";
import type { Row } from "../row.ts";

const MOST_REQUESTS = 25;

export const offline: Row = {
  name: "offline",
  promise: "1,000 events without a network leave in at most 25 requests once there is one",
  unit: "runs",
  ci: { events: 1_000, times: 1 },
  full: { events: 1_000, times: 1 },
  async run({ stand, engine, size: { events } }) {
    const run = stand.begin();
    const profile = await engine.openProfile();
    try {
      const tab = await profile.open(run.url());
      await tab.call("ready");
      await tab.call("connect", false);
      for (let left = events; left > 0; left -= 100) {
        run.note(await tab.call("track", { from: run.number(100), count: 100 }));
        await tab.call("skip", 1_000);
      }
      await tab.call("skip", 600_000);
      await tab.call("connect", true);
      await letTimePass(run, tab);
      await run.settle();
      const { faults } = await tab.call("report");
      const outcome = await run.judge(faults);
      const many = `${outcome.requests} requests`;
      return outcome.requests > MOST_REQUESTS ? { ...outcome, broken: [...faults, many] } : outcome;
    } finally {
      await profile.close();
    }
  },
};
