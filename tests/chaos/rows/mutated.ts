import { addUp } from "../addUp.ts";
import type { Profile } from "../engine.ts";
import { type Decide, PASS } from "../faults.ts";
import { whenever } from "../pace.ts";
import type { Resolved } from "../page/door.ts";
import type { Row } from "../row.ts";
import type { Outcome, Run } from "../run.ts";

const CLOSED: Decide = () => ({ kind: "status", status: 503 });
const SHARE = 0.5;
const HOUR_MS = 3_700_000;
const MOST_REQUESTS = 30;

/** Stores events, changes records behind the SDK's back, and comes back. */
async function spoil(run: Run, profile: Profile, seed: number, count: number): Promise<string[]> {
  run.faults(CLOSED);
  const tab = await profile.open(run.url());
  const resolved: Resolved[] = await tab.call("track", { from: run.number(count), count });
  await tab.go(run.bare);
  const { ids } = await tab.call("mutate", seed, SHARE);
  const sound = resolved.filter(([, id]) => id !== null && !ids.includes(id));
  run.note(sound);
  run.faults(() => PASS);
  const before = run.requests();
  await tab.go(run.url());
  await tab.call("ready");
  let waiting = 1;
  const isDone = async (): Promise<boolean> => {
    ({ waiting } = await tab.call("stock"));
    return !waiting && sound.every(([n]) => run.has(n));
  };
  // A pause may have been made as long as pauses can be, and once more where a request was on its way just then.
  for (let tries = 0; tries < 5 && !(await whenever(isDone, 2_000)); tries++) await tab.call("skip", HOUR_MS);
  const { faults } = await tab.call("report");
  const requests = run.requests() - before;
  await tab.close();
  return [
    ...faults,
    ...(waiting ? [`${waiting} events wait for ever`] : []),
    ...(requests > MOST_REQUESTS ? [`${requests} requests`] : []),
  ].map((line) => `seed ${seed}: ${line}`);
}

export const mutated: Row = {
  name: "mutated",
  promise: "half of the stored records are changed: nothing is thrown, the other half arrives",
  unit: "rounds of 50 records",
  ci: { events: 50, times: 2 },
  full: { events: 100, times: 200 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const outcomes: Outcome[] = [];
    for (let time = 0; time < times; time++) {
      const run = stand.begin();
      const profile = await engine.openProfile();
      try {
        const broken = await spoil(run, profile, seed + time, events);
        const outcome = await run.judge(broken);
        // What was changed may be given up or arrive as it is now, and the counts may have been changed too.
        outcomes.push({ ...outcome, lost: run.missing(), doubled: 0 });
      } finally {
        await profile.close();
      }
    }
    return addUp(outcomes);
  },
};
