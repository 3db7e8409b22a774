import { createRandom } from "../../../src/testing/createRandom.ts";
import type { Mortal } from "../engine.ts";
import { isCalm, sleep, whenCalm } from "../pace.ts";
import type { Row } from "../row.ts";

/** Of the kills, those that take the whole browser along. */
const BROWSERS = 0.1;
const URGENT = 50;
const SPEED = 4;

/** A new page may have been given a process that was killed before it began. */
async function revive(profile: Mortal, url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return void (await profile.open(url));
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

export const kill: Row = {
  name: "kill",
  promise: "the process is killed at a random moment: what `track` resolved arrives, once",
  unit: "kills",
  ci: { events: 200, times: 3 },
  full: { events: 1_000, times: 200 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const random = createRandom(seed);
    const steps = Math.ceil(events / URGENT) + 1;
    const run = stand.begin({ steps: steps * times });
    const profile = await engine.openMortal!(run.note);
    try {
      for (let time = 0; time < times; time++) {
        // Some lives end before they have sent what the one before has left.
        if (!isCalm(run)) await revive(profile, run.url({ speed: SPEED }));
        await whenCalm(run);
        const stream = {
          ...{ seed: seed + time, from: run.number(events), count: events },
          ...{ most: 10, pause: 5, urgent: URGENT, step: steps * time },
        };
        const life = profile.open(run.url({ speed: SPEED })).then((tab) => tab.call("stream", stream));
        // It ends in the middle of a word.
        life.catch(() => {});
        await sleep(random() * (500 + events));
        // The next life begins with what this one has left.
        await profile.kill(random() < BROWSERS ? "browser" : "pages");
      }
      await revive(profile, run.url({ speed: SPEED }));
      await run.settle();
      return await run.judge();
    } finally {
      await profile.close();
    }
  },
};
