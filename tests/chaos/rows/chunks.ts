import { createRandom } from "../../../src/testing/createRandom.ts";
import { addUp } from "../addUp.ts";
import { type Decide, PASS } from "../faults.ts";
import type { FileFault } from "../files.ts";
import { letTimePass, sleep, whenever } from "../pace.ts";
import type { Row, Trial } from "../row.ts";
import type { Outcome } from "../run.ts";

/** How a person is left is worked out a second after the last change, by the page's time. */
const SPEED = 4;
const SETTLING_MS = 500;
const PAGES = 10;
/** What judges events, and what reads refusals. */
const LATE = ["milepost-engine-", "milepost-trouble-"];

/** A third is refused, now and then for good reason: what reads that is a file that does not come. */
function createRefusals(random: () => number): Decide {
  const statuses = [400, 413, 429, 500, 503];
  return ({ batch }) =>
    batch.length > 1 && random() < 0.3
      ? { kind: "status", status: statuses[Math.floor(random() * statuses.length)]! }
      : PASS;
}

/** A page that sleeps needs the files that do not come; the page after it has them. */
async function wakeWithout(
  { stand, engine, size: { events } }: Trial,
  seed: number,
  fault: FileFault,
): Promise<Outcome> {
  const run = stand.begin({ steps: events });
  const profile = await engine.openProfile();
  const broken: string[] = [];
  const expectIt = (isSo: boolean, what: string): void => void (isSo || broken.push(`seed ${seed}: ${what}`));
  try {
    const tab = await profile.open(run.url({ speed: SPEED }));
    const track = async (count: number, event?: string): Promise<void> =>
      run.note(await tab.call("track", { from: run.number(count), count, ...(event && { event }) }));
    const takeFaults = async (): Promise<void> => void broken.push(...(await tab.call("report")).faults);
    await tab.call("ready");
    await track(1);
    const [judges] = LATE as [string];
    let before: number;
    let page = 1;
    // Who leaves before it is worked out how they are left has the next page look at everything.
    do {
      if (page > PAGES) throw new Error(`seed ${seed}: no page slept`);
      await whenever(async () => (await tab.call("stock")).mayRest);
      await sleep(SETTLING_MS);
      before = run.files.asked(judges);
      await tab.go(run.url({ speed: SPEED, page: ++page }));
      await tab.call("ready");
      await track(5);
    } while (run.files.asked(judges) > before);

    run.files.faults((file) => (LATE.some((part) => file.startsWith(part)) ? fault : "pass"));
    run.faults(createRefusals(createRandom(seed)));
    for (let step = 0; step < events; step++) {
      await track(2);
      await track(1, `Step ${step}`);
      await sleep(20);
    }
    expectIt(run.files.asked(judges) > before, "nothing has asked for what judges");
    await letTimePass(run, tab);
    expectIt(run.backlog() <= 0, `${run.backlog()} events wait for what judges them`);
    await takeFaults();

    run.files.faults(() => "pass");
    run.faults(() => PASS);
    await tab.go(run.url({ speed: SPEED, page: page + 1 }));
    await tab.call("ready");
    const isJudged = async () =>
      (await run.rows()).filter(({ event }) => event === "Milestone Reached").length >= events;
    await letTimePass(run, tab, isJudged);
    await letTimePass(run, tab);
    await takeFaults();
    return await run.judge(broken);
  } finally {
    await profile.close();
  }
}

const createRow = (name: string, how: string, fault: FileFault): Row => ({
  name,
  promise: `what judges events and what reads refusals ${how}: all is sent meanwhile, and judged once by whoever has them`,
  unit: "pages",
  ci: { events: 3, times: 1 },
  full: { events: 20, times: 50 },
  async run(trial) {
    const outcomes: Outcome[] = [];
    for (let time = 0; time < trial.size.times; time++)
      outcomes.push(await wakeWithout(trial, trial.seed + time, fault));
    return addUp(outcomes);
  },
});

export const chunksBlocked = createRow("chunks-blocked", "are blocked", "blocked");
export const chunksSlow = createRow("chunks-slow", "take three seconds each", "slow");
export const chunksGone = createRow("chunks-gone", "were deleted by a deploy while the page stood", "gone");
