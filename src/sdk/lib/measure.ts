/**
 * Names our share of the page's time, for whoever profiles it: `milepost:init`, `milepost:decide`, `milepost:show`. Of
 * each only the last is kept, so that nothing piles up in the page.
 */
export function measure<T>(what: "init" | "decide" | "show", work: () => T): T {
  const start = performance.now();
  const result = work();
  const note = (): void => {
    const name = `milepost:${what}`;
    performance.clearMeasures(name);
    // An `end` on `Object.prototype` would be found: it is no mark, and that throws.
    performance.measure(name, { __proto__: null, start } as PerformanceMeasureOptions);
  };
  if (result instanceof Promise) void result.then(note, note);
  else note();
  return result;
}
