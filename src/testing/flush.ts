/** The runner's own, also where a test has put a false one in its place since. */
const { setTimeout } = globalThis;

/** Lets everything happen that waits for nothing but its turn: storage and network answer at once here. */
export const flush = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

/** Does something, and lets all happen that follows from it. */
export function act(action: () => unknown): Promise<void> {
  action();
  return flush();
}
