import type { Tab } from "./engine.ts";
import type { Run } from "./run.ts";

/** Well below the 1,000 events that are held: what is tried is not the limit. */
const BACKLOG = 500;
/** Eight tabs that go on at once are below it too. */
const PORTION = 50;
const LONGEST_MS = 60_000;

interface Pace {
  readonly events: number;
  readonly random: () => number;
  readonly urgent?: number;
  /** Number of the first milestone; each tab needs its own. */
  readonly step: number;
}

/** A tab that tracks so many events, as fast as they are taken off its hands. */
export async function pour(run: Run, tab: Tab, { events, random, urgent = 50, step }: Pace): Promise<void> {
  for (let left = events; left > 0; ) {
    await whenCalm(run);
    const count = Math.min(left, PORTION);
    const more = { seed: Math.floor(random() * 2 ** 31), most: 10, pause: 5, urgent, step };
    run.note(await tab.call("stream", { from: run.number(count), count, ...more }));
    step += Math.ceil(count / urgent) + 1;
    left -= count;
  }
}

/** How many milestones `pour` may ask for. */
export const getSteps = (events: number, urgent = 50): number =>
  Math.ceil(events / PORTION) * (Math.ceil(PORTION / urgent) + 1);

export const isCalm = (run: Run): boolean => run.backlog() <= BACKLOG;

export async function whenCalm(run: Run): Promise<void> {
  if (!(await whenever(() => isCalm(run), LONGEST_MS)))
    throw new Error(`${run.backlog()} events do not arrive`);
}

/** In milliseconds of the machine. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Longer than any pause that is made without a word of the endpoint's. */
const PAUSE_MS = 660_000;

/**
 * Lets the page's time go by until `isOver`: once is not enough where a request was on its way just then, whose failure
 * makes a pause of its own.
 * @param isOver left out, until nothing is in arrears of what was tracked: reports may wait longer.
 */
export async function letTimePass(
  run: Run,
  tab: Tab,
  isOver: () => boolean | Promise<boolean> = () => run.backlog() <= 0,
): Promise<void> {
  for (let tries = 0; tries < 20 && !(await whenever(isOver, 2_000)); tries++)
    await tab.call("skip", PAUSE_MS);
}

/** Waits until `check` holds; what it did not come to is for the rows to tell. */
export async function whenever(check: () => boolean | Promise<boolean>, ms = 20_000): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await check())) {
    if (performance.now() > end) return false;
    await sleep(10);
  }
  return true;
}
