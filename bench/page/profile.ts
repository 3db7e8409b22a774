import type { CDPSession } from "playwright-core";

/** Between two looks of the profiler, in microseconds. */
const APART = 200;

export interface Hold {
  /** Of the main thread's time, in percent. */
  readonly share: number;
  /** How long it was held in a row at most, in milliseconds. */
  readonly longest: number;
}

/** How much of the time `run` takes a script under `/lib/` is on the stack of the main thread. */
export async function getHold(client: CDPSession, run: () => Promise<unknown>): Promise<Hold> {
  await client.send("Profiler.enable");
  await client.send("Profiler.setSamplingInterval", { interval: APART });
  await client.send("Profiler.start");
  await run();
  const { profile } = await client.send("Profiler.stop");
  const theirs = new Set<number>();
  for (const { id, callFrame, children = [] } of profile.nodes) {
    // A node comes before its children.
    if (callFrame.url.includes("/lib/")) theirs.add(id);
    if (theirs.has(id)) for (const child of children) theirs.add(child);
  }
  let spent = 0;
  let held = 0;
  let longest = 0;
  profile.samples!.forEach((id, i) => {
    const delta = profile.timeDeltas![i + 1] ?? 0;
    if (theirs.has(id)) spent += delta;
    held = theirs.has(id) ? held + delta : 0;
    longest = Math.max(longest, held);
  });
  return { share: (100 * spent) / (profile.endTime - profile.startTime), longest: longest / 1000 };
}
