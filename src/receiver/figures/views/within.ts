import type { Around, Moment } from "./views.ts";

/** From `from` on, before `to`; epoch milliseconds. */
export interface Time {
  readonly from: number;
  readonly to: number;
}

/**
 * The moments of a time, as a day; with what held already when it began, and when something was done before and after
 * it. `all` is in order of time.
 */
export function within<M extends Moment>(
  all: readonly M[],
  { from, to }: Time,
): { readonly moments: readonly M[]; readonly around: Around<M> } {
  const standing = new Map<string, M>();
  let before: number | null = null;
  let after: number | null = null;
  const moments: M[] = [];
  for (const moment of all) {
    const { at, kind, guide } = moment;
    if (at >= from && at < to) moments.push(moment);
    if (at < from && kind === "decision") standing.set(JSON.stringify([getUser(moment), guide]), moment);
    if (kind !== "event") continue;
    if (at < from) before = at;
    if (at >= to) after ??= at;
  }
  return { moments, around: { before, after, standing: [...standing.values()] } };
}

const getUser = (moment: Moment & { readonly user?: string }): string | undefined => moment.user;
