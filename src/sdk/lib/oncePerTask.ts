/**
 * Returns a function that runs `run` in a microtask, once for all its calls in one task or one listener of the page:
 * browsers run microtasks between listeners, in `pagehide` too.
 */
export function createOncePerTask(run: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      run();
    });
  };
}
