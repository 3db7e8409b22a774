/**
 * How many cases fast-check tries of a law: a fifth of `whole`, all of them and ten times as many under
 * `npm run test:laws`, or as many as `LAW_RUNS` says.
 */
export function getLawRuns(whole: number): { readonly numRuns: number } {
  const isLong = process.env.npm_lifecycle_event === "test:laws";
  return { numRuns: Number(process.env.LAW_RUNS ?? Math.ceil(isLong ? whole * 10 : whole / 5)) };
}
