/**
 * What is called runs `run` once for all calls that come in one task or one listener of the page: between listeners
 * microtasks run, in a page's last moment too.
 */
export function createSoon(run: () => void): () => void {
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
