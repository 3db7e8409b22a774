import type { Engine } from "../sdk/domain/engine/engine.ts";

/** An engine from a time on, in epoch milliseconds. */
export interface Release {
  readonly since: number;
  readonly engine: Engine;
}

/**
 * Plans that follow one another, as one engine: each fact is taken in by the plan that is out at its time. They may
 * differ in words only: what is remembered under the one is read by the next as it is.
 */
export function createReleases(releases: readonly [Release, ...Release[]]): Engine {
  const at = (now: number): Engine => (releases.findLast(({ since }) => since <= now) ?? releases[0]).engine;
  return {
    plan: releases[0].engine.plan,
    advance: (state, fact, ...more) => at(fact.at).advance(state, fact, ...more),
    admits: (state, here) => at(state.now).admits(state, here),
    getProgress: (state, here) => at(state.now).getProgress(state, here),
    migrate: (state) => at(state.now).migrate(state),
    merge: (a, b) => at(Math.max(a.now, b.now)).merge(a, b),
    look: (state, here, now) => at(now).look(state, here, now),
  };
}
