import { createRandom } from "../../../src/testing/createRandom.ts";
import type { Mortal, Tab } from "../engine.ts";
import { isCalm, sleep, whenCalm, whenever } from "../pace.ts";
import type { Row } from "../row.ts";
import type { Run } from "../run.ts";

/** Of the kills, those that take the whole browser along. */
const BROWSERS = 0.1;
/** And those that come while the page may still be loading. */
const EARLY = 0.1;
const LOADING_MS = 300;
/** What a batch takes on its way. */
const SENDING_MS = 100;
/** Events that are tracked before it is looked whether they are taken off its hands. */
const PORTION = 50;
/** Of the portions, those that reach a milestone, which is sent at once; more would make the config a large one. */
const URGENT = 7;
const SPEED = 20;

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

const getSteps = (events: number): number => Math.ceil(events / PORTION / URGENT);

interface Life {
  readonly events: number;
  readonly seed: number;
  /** Its first milestone. */
  readonly step: number;
}

/** Tracks until all is done or the page is gone. */
async function live(run: Run, tab: Tab, { events, seed, step }: Life): Promise<void> {
  for (let portion = 0; portion * PORTION < events; portion++) {
    await whenCalm(run);
    const isUrgent = portion % URGENT === 0;
    await tab.call("stream", {
      ...{ seed: seed * 1_000 + portion, from: run.number(PORTION), count: PORTION, most: 10, pause: 5 },
      ...{ urgent: isUrgent ? PORTION : events, step: step + Math.floor(portion / URGENT) },
    });
  }
}

export const kill: Row = {
  name: "kill",
  promise: "the process is killed at a random moment: what `track` resolved arrives, once",
  unit: "kills",
  ci: { events: 200, times: 2 },
  full: { events: 1_000, times: 200 },
  async run({ stand, engine, size: { events, times }, seed }) {
    const random = createRandom(seed);
    const steps = getSteps(events);
    const run = stand.begin({ steps: steps * times });
    let seen = 0;
    const profile = await engine.openMortal!((numbers) => {
      seen += numbers.length;
      run.note(numbers);
    });
    try {
      for (let time = 0; time < times; time++) {
        // Some lives end before they have sent what the one before has left.
        if (!isCalm(run)) await revive(profile, run.url({ speed: SPEED }));
        await whenCalm(run);
        // By what was done by then, and not by the clock: a machine may be slow.
        const end = seen + random() * events;
        const life = profile
          .open(run.url({ speed: SPEED }))
          .then((tab) => live(run, tab, { events, seed: seed + time, step: steps * time }));
        // It ends in the middle of a word.
        life.catch(() => {});
        if (random() < EARLY) await sleep(random() * LOADING_MS);
        else {
          await whenever(() => seen >= end);
          await sleep(random() * SENDING_MS);
        }
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
