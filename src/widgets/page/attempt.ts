/**
 * Runs what may meet the host page's own code (patched methods, odd elements, its handlers) and keeps its errors from
 * spreading: `undefined` is the answer then. We are guests; a guide that cannot be drawn is no reason to break a page.
 */
export const attempt = <T>(run: () => T): T | undefined => {
  try {
    return run();
  } catch {
    return undefined;
  }
};
