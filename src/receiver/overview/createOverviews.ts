import { setTimeout as wait } from "node:timers/promises";
import type { Queries } from "../database/database.ts";
import { createPaced } from "../lib/paced.ts";
import { getOverview, type Overview } from "./getOverview.ts";
import type { JourneyMap } from "./journeyMap.ts";

/** Milliseconds in which a burst of events becomes one look. */
const GATHER = 200;
/** Of the time of its connection. */
const SHARE = 0.04;

/** Milliseconds that somebody who opens the page waits for a new look, before the last one has to do. */
const FRESH = 500;

/** How far people have come, as of the last look. */
export interface Overviews {
  /** A new look where that comes soon, else the last one; `undefined` before the first. */
  get(): Promise<Overview | undefined>;
  /** Something may have changed. */
  ask(): void;
  stop(): Promise<void>;
}

export interface OverviewsOptions {
  readonly queries: Queries;
  readonly journey: JourneyMap | undefined;
  /** Milliseconds between two looks at the most, while something changes. */
  readonly longest: number;
  readonly onLook: (overview: Overview) => void;
  readonly onError: (error: unknown) => void;
}

export function createOverviews({ queries, journey, longest, onLook, onError }: OverviewsOptions): Overviews {
  let last: Overview | undefined;
  let waiting: Array<() => void> = [];
  const looks = createPaced({ work: look, gather: GATHER, share: SHARE, longest });

  async function look(): Promise<void> {
    try {
      const asked = waiting;
      waiting = [];
      last = await getOverview(queries, journey);
      for (const go of asked) go();
      onLook(last);
    } catch (error) {
      onError(error);
    }
  }

  return {
    async get() {
      const looked = new Promise<void>((resolve) => waiting.push(resolve));
      looks.ask(true);
      await Promise.race([looked, wait(FRESH)]);
      return last;
    },
    ask: () => looks.ask(),
    stop: looks.stop,
  };
}
