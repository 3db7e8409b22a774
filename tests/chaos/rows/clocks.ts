import { createRandom } from "../../../src/testing/createRandom.ts";
import { whenever } from "../pace.ts";
import type { Row } from "../row.ts";
import { getNumber } from "../run.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const MOST_TIMERS = 200;
const MOST_REQUESTS = 8;

export const clocks: Row = {
  name: "clocks",
  promise:
    "a clock that is a year off and moved by an hour in between: all arrives in its order, nothing spins",
  unit: "pages",
  ci: { events: 6, times: 3 },
  full: { events: 6, times: 200 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const random = createRandom(seed);
    const sign = (): number => (random() < 0.5 ? -1 : 1);
    const run = stand.begin();
    const profile = await engine.openProfile();
    const broken: string[] = [];
    try {
      for (let time = 0; time < times; time++) {
        const ahead = sign() * YEAR_MS;
        const before = run.requests();
        const tab = await profile.open(run.url({ ahead }));
        await tab.call("ready");
        for (let i = 0; i < events; i++) {
          run.note(await tab.call("track", { from: run.number(1), count: 1 }));
          if (i % 2) await tab.call("move", sign() * HOUR_MS);
        }
        // What is due in a minute is, wherever the clock has been set to.
        await tab.call("skip", MINUTE_MS);
        await run.settle(10_000);
        // What is still held as the page goes would be years old to the next one, and dropped.
        await whenever(async () => (await tab.call("stock")).waiting === 0);
        const { faults, ran } = await tab.call("report");
        broken.push(...faults);
        if (ran > MOST_TIMERS) broken.push(`page ${time}: ${ran} timers`);
        const requests = run.requests() - before;
        if (requests > MOST_REQUESTS) broken.push(`page ${time}: ${requests} requests`);
        await tab.close();
      }
      const rows = (await run.rows()).filter(({ properties }) => getNumber(properties) !== undefined);
      const place = ({ context }: (typeof rows)[number]): number => context.delivery?.seq ?? -1;
      const told = rows
        .toSorted((a, b) => place(a) - place(b))
        .map(({ properties }) => getNumber(properties)!);
      if (told.some((n, i) => n !== i)) broken.push("the places do not say in which order it happened");
      const off = rows.filter(({ at }) => Math.abs(Date.parse(at) - Date.now()) > events * HOUR_MS).length;
      if (off) broken.push(`${off} rows are years off`);
      const outcome = await run.judge(broken);
      const given = `${outcome.dropped} were given up`;
      return outcome.dropped ? { ...outcome, broken: [...broken, given] } : outcome;
    } finally {
      await profile.close();
    }
  },
};
