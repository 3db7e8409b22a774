/**
 * Returns a function that runs `run` once for all its calls in one task or one listener of the page. By default that is in
 * a microtask: browsers run those between listeners, in `pagehide` too.
 * @param soon Runs what it is given later, in a microtask or a task of its own.
 */
export function createOncePerTask(
  run: () => void,
  soon: (run: () => void) => void = queueMicrotask,
): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    soon(() => {
      isDue = false;
      run();
    });
  };
}
