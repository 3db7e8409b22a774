import type { PauseRow } from "../../insights/facts/rows.ts";
import { getFactsSince, getPlans, type Steps } from "../database/following.ts";
import { getKeptSince } from "../database/retention.ts";
import type { CircleFacts } from "./makeCircle.ts";
import { type AllFacts, mergeFacts } from "./mergeFacts.ts";
import { createWords, unpackFacts } from "./packFacts.ts";
import type { Product } from "./product.ts";
import { readPauses } from "./readPauses.ts";
import type { KeptSince } from "./views/views.ts";

/** What was made, held in memory: views of all people need all of them, and few change between two. */
export interface Holdings {
  /** Takes over what was made since the last time; resolves to whether there was anything. */
  refresh(): Promise<boolean>;
  /** Write keys, those with the most events first. */
  keys(): readonly string[];
  /** Another one whenever anything of the write key is another one than before. */
  getVersion(writeKey: string, now: number): string;
  /** How many people there are, and from when to when: what is asked often, without a look at all of them. */
  getTally(writeKey: string, now: number): Tally | undefined;
  /** Before when events may be deleted, for a reply: nothing where none is. */
  getKeptSince(): KeptSince;
  /** `undefined` where nothing is known under the write key. */
  getFacts(writeKey: string, now: number): AllFacts | undefined;
}

export interface Tally {
  readonly users: number;
  readonly start: number | null;
  readonly end: number;
}

export interface HoldingsOptions {
  readonly steps: Steps;
  readonly getProduct: (writeKey: string) => Product | undefined;
}

interface Held {
  readonly circles: Map<string, CircleFacts>;
  changes: number;
  pauses: readonly PauseRow[];
  isRecorded: boolean;
  merged: { readonly version: string; readonly facts: AllFacts } | undefined;
}

/** Rows that are read at once. */
const PAGE = 200;

export function createHoldings({ steps, getProduct }: HoldingsOptions): Holdings {
  const held = new Map<string, Held>();
  const words = createWords();
  let version = "0";
  let keptSince: number | null = null;

  function getHeld(writeKey: string): Held {
    const known = held.get(writeKey);
    const one = known ?? {
      circles: new Map(),
      changes: 0,
      pauses: [],
      isRecorded: false,
      merged: undefined,
    };
    if (!known) held.set(writeKey, one);
    return one;
  }

  async function refreshOnce(): Promise<ReadonlySet<string>> {
    const touched = new Set<string>();
    for (;;) {
      const rows = await getFactsSince(steps, version, PAGE);
      for (const { id, write_key, facts } of rows) {
        const { circles } = getHeld(write_key);
        touched.add(write_key);
        if (facts === null) circles.delete(id);
        else circles.set(id, unpackFacts<CircleFacts>(facts, words));
      }
      const last = rows.at(-1);
      if (last) version = last.version;
      if (rows.length < PAGE) return touched;
    }
  }

  const getSize = ({ circles }: Held): number => circles.size;

  return {
    keys: () =>
      [...held]
        .filter(([, one]) => getSize(one) > 0)
        .sort(([, a], [, b]) => getSize(b) - getSize(a))
        .map(([key]) => key),
    async refresh() {
      const touched = await refreshOnce();
      const before = keptSince;
      keptSince = await getKeptSince(steps);
      if (keptSince !== before) for (const one of held.values()) one.changes++;
      if (touched.size === 0) return false;
      const recorded = new Map((await getPlans(steps)).map((plan) => [plan.write_key, plan.recorded]));
      for (const writeKey of touched) {
        const one = getHeld(writeKey);
        const product = getProduct(writeKey);
        one.changes++;
        one.isRecorded = recorded.get(writeKey) ?? false;
        one.pauses = product ? await readPauses(steps, writeKey, product.plan) : [];
      }
      return true;
    },
    getVersion: (writeKey, now) => `${held.get(writeKey)?.changes ?? 0}.${now}`,
    getTally(writeKey, now) {
      const one = held.get(writeKey);
      if (!one || one.circles.size === 0) return undefined;
      let [users, start, end] = [0, Number.POSITIVE_INFINITY, now];
      for (const circle of one.circles.values()) {
        users += circle.people.length;
        start = Math.min(start, circle.start ?? start);
        end = Math.max(end, circle.last ?? end);
      }
      return { users, start: Number.isFinite(start) ? start : null, end };
    },
    getKeptSince: () => (keptSince === null ? {} : { keptSince }),
    getFacts(writeKey, now) {
      const one = held.get(writeKey);
      if (!one || one.circles.size === 0) return undefined;
      const name = `${one.changes}.${now}`;
      if (one.merged?.version === name) return one.merged.facts;
      const { pauses, isRecorded } = one;
      const known = one.merged;
      const basis = isRecorded ? "recorded" : "replayed";
      // Time alone makes no row: what is merged holds, as of later.
      const facts =
        known && known.version.split(".")[0] === `${one.changes}`
          ? { ...known.facts, end: Math.max(known.facts.end ?? 0, now) }
          : mergeFacts(one.circles.values(), { basis, pauses, end: now });
      one.merged = { version: name, facts };
      return facts;
    },
  };
}
