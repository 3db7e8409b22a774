/** Wraps what the browser calls: a fault is said and goes no further, so that nothing is ever thrown into the page. */
export const createGuard =
  (onFault: (fault: unknown) => void) =>
  <A extends readonly unknown[]>(task: (...given: A) => unknown) =>
  (...given: A): void => {
    try {
      const done = task(...given);
      if (done instanceof Promise) done.catch(onFault);
    } catch (fault) {
      onFault(fault);
    }
  };
