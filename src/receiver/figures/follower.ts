import {
  type DueCircle,
  getDue,
  getNextDue,
  getPlans,
  leaveLease,
  putFacts,
  type Steps,
  setPlan,
  takeLease,
} from "../database/following.ts";
import { MOST_CHANGES } from "../database/linking.ts";
import { linkChanges } from "./linkChanges.ts";
import { type MadeOf, makeCircles, NowRecorded } from "./makeCircles.ts";
import type { Product } from "./product.ts";

/** Whose circles are made, and with what. */
export interface Followed {
  readonly product: Product;
  /** Of users, only what somebody vouches for. */
  readonly verified: boolean;
}

export interface FollowerOptions {
  readonly steps: Steps;
  /** This receiver among those of the database. */
  readonly holder: string;
  /** `undefined` of a write key without a config. */
  readonly getFollowed: (writeKey: string) => Followed | undefined;
  /** Write keys that have a config; `undefined` where any has. */
  readonly writeKeys: readonly string[] | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told of each step, with what was made. */
  readonly onMade: (writeKey: string, made: readonly MadeOf[]) => Promise<void>;
}

export interface Step {
  /** There is more to do at once. */
  readonly hasMore: boolean;
  /** Milliseconds that its first statement took, which is a small one: so long others wait for the database too. */
  readonly waited: number;
}

/** Makes what has changed, where no other receiver of the database does. */
export interface Follower {
  step(): Promise<Step>;
  /** When time alone makes a next step needed, in epoch milliseconds. */
  getNext(): Promise<number | undefined>;
  /** Lets another receiver follow at once. */
  leave(): Promise<void>;
}

/** Circles of a step: as many as take some hundred milliseconds, after which others of the thread come. */
const MOST_CIRCLES = 400;
/** Milliseconds. */
const SHORT = 100;
const LONG = 300;

export function createFollower(options: FollowerOptions): Follower {
  const { steps, holder, getFollowed, writeKeys, now, onMade } = options;
  /** With what the circles of a write key were made. */
  const plans = new Map<string, { readonly config: string; readonly recorded: boolean }>();
  let isBegun = false;
  let most = 8;

  /** What was made with another config is made anew. */
  async function begin(): Promise<void> {
    for (const { write_key, ...plan } of await getPlans(steps)) {
      plans.set(write_key, plan);
      await prepare(write_key);
    }
    isBegun = true;
  }

  async function prepare(writeKey: string): Promise<void> {
    const config = getFollowed(writeKey)?.product.id;
    const known = plans.get(writeKey);
    if (config !== undefined && known?.config !== config)
      await set(writeKey, { config, recorded: known?.recorded ?? false });
  }

  async function set(
    writeKey: string,
    plan: { readonly config: string; readonly recorded: boolean },
  ): Promise<void> {
    await setPlan(steps, { write_key: writeKey, ...plan });
    plans.set(writeKey, plan);
  }

  async function make(writeKey: string, due: readonly DueCircle[], at: number): Promise<void> {
    await prepare(writeKey);
    const followed = getFollowed(writeKey);
    const plan = plans.get(writeKey);
    if (!followed || !plan) return;
    try {
      const made = await makeCircles(steps, due, { ...followed, writeKey, recorded: plan.recorded, now: at });
      await putFacts(
        steps,
        made.map(({ circle: _, ...kept }) => kept),
      );
      await onMade(writeKey, made);
    } catch (error) {
      if (!(error instanceof NowRecorded)) throw error;
      await set(writeKey, { ...plan, recorded: true });
    }
  }

  return {
    async step() {
      const begun = performance.now();
      const isOurs = await takeLease(steps, holder);
      const waited = performance.now() - begun;
      if (!isOurs) {
        // Whoever follows now may change the plans.
        isBegun = false;
        return { hasMore: false, waited };
      }
      if (!isBegun) await begin();
      const at = now();
      const taken = await linkChanges(steps, at);
      if (taken === MOST_CHANGES) return { hasMore: true, waited };
      const due = await getDue(steps, writeKeys, at, most);
      const start = performance.now();
      const byKey = new Map<string, DueCircle[]>();
      for (const one of due) byKey.set(one.write_key, [...(byKey.get(one.write_key) ?? []), one]);
      for (const [writeKey, some] of byKey) await make(writeKey, some, at);
      const took = performance.now() - start;
      if (took < SHORT && due.length === most) most = Math.min(MOST_CIRCLES, 2 * most);
      else if (took > LONG) most = Math.max(1, most >> 1);
      return { hasMore: due.length > 0, waited };
    },
    getNext: () => getNextDue(steps),
    async leave() {
      await leaveLease(steps, holder);
    },
  };
}
