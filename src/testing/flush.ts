/** The runner's own, also where a test has put a false one in its place since. The first takes no millisecond. */
const { setImmediate, setTimeout } = globalThis;

/** Runs what it is given in a task of its own. */
export const inOwnTask = (run: () => void): void => void (setImmediate ?? setTimeout)(run);

/** Tasks that may follow one another: what was said is judged, stored, and shown. */
const TURNS = 5;

/** Lets everything happen that waits for nothing but its turn: storage and network answer at once here. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise<void>(inOwnTask);
}

/** Does something, and lets all happen that follows from it. */
export function act(action: () => unknown): Promise<void> {
  action();
  return flush();
}
