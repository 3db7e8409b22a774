import { type Database, LONG_PATIENCE_MS } from "../../src/receiver/database/database.ts";
import { type Arriving, type Decide, type Fault, PASS } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import type { Resolved } from "./page/door.ts";
import { createSigning, type Signing } from "./signing.ts";

export interface RunOptions {
  /** Milestones `step-0`, `step-1` ..., each reached by the first event of its name: `Step 0`, `Step 1` ... */
  readonly steps?: number;
  /** More of the config's `report`. */
  readonly report?: object;
  /** Whether the receiver asks for proof of who a user is. */
  readonly signed?: boolean;
}

/** A row of the receiver. */
export type Row = {
  readonly id: string;
  readonly seq: string;
  readonly event: string | null;
  readonly user: string | null;
  /** The user as somebody vouches for them; empty where nobody does. */
  readonly subject: string;
  readonly anonymous: string | null;
  readonly at: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: Arriving["batch"][number]["context"];
};

/** What was found, row by row of the table in the design. */
export interface Outcome {
  /** Events that `track` resolved. */
  readonly events: number;
  /** Of those, neither stored in the receiver nor counted as dropped. */
  readonly lost: number;
  /** Rows of the receiver over one call of `track`. */
  readonly doubled: number;
  readonly dropped: number;
  readonly requests: number;
  /** Events of the page's own that were sent once more, as a share of those sent. Reports that two tabs make of one thing are not among them: the receiver keeps one. */
  readonly resent: number;
  /** What did not hold, in words. */
  readonly broken: readonly string[];
}

/** One site, its traffic, and what is known of it on both sides. */
export interface Run {
  readonly config: object;
  /** Where it is asked for proof. */
  readonly signing: Signing | undefined;
  /** Path of the site. */
  readonly folder: string;
  readonly writeKey: string;
  /** Address that reports go to. */
  readonly endpoint: string;
  /** Address of a page without Milepost, with the door alone. */
  readonly bare: string;
  /** Address of a page, with what its door is asked for. */
  url(asked?: Readonly<Record<string, string | number>>): string;
  /** What its pages load of ours. */
  readonly files: Files;
  /** From now on; before that, all pass. */
  faults(decide: Decide): void;
  /** Notes a request and says what becomes of it. */
  decide(sent: Omit<Arriving, "before">): Fault;
  /** Notes what the receiver has stored. */
  commit(sent: Pick<Arriving, "batch">, reply: { readonly accepted: readonly string[] }): void;
  /** Notes what `track` resolved: ids, or numbers alone. */
  note(resolved: ReadonlyArray<Resolved | number>): void;
  /** Numbers for `count` more events. */
  number(count: number): number;
  /** Events resolved that have not arrived. */
  missing(): number;
  /** Events resolved that have neither arrived nor been given up. */
  backlog(): number;
  /** Whether the event of this number has arrived. */
  has(n: number): boolean;
  /** How many requests there were. */
  requests(): number;
  /** Waits until nothing is in arrears, or nothing has come for `ms`. */
  settle(ms?: number): Promise<void>;
  rows(): Promise<Row[]>;
  /** Holds the receiver's rows against what was resolved. */
  judge(broken?: readonly string[]): Promise<Outcome>;
}

/** The most that a config may allow: what is tried is not the limit. */
const RATE = { burst: 500, perSecond: 500 };
/** What `track` refuses at the door, and says so: it was never resolved. */
const REFUSALS = ["rate", "too-large", "invalid"];

/** The number that a call of `track` gave its event. */
export function getNumber(properties: unknown): number | undefined {
  const { n } = Object(properties);
  return typeof n === "number" ? n : undefined;
}

/** Milestones whose event is there and which are not, or which are there more than once. */
function getUnmarked(rows: readonly Row[]): string[] {
  const named = rows.flatMap(({ event }) => /^Step (\d+)$/.exec(event ?? "")?.[1] ?? []);
  const reached = rows
    .filter(({ event }) => event === "Milestone Reached")
    .map(({ properties }) => `${properties.milestone_id}`);
  return [...new Set(named)].flatMap((step) => {
    const times = reached.filter((id) => id === `step-${step}`).length;
    return times === 1 ? [] : [`milestone step-${step} is there ${times} times`];
  });
}

const createConfig = (writeKey: string, folder: string, { steps = 0, report }: RunOptions): object => ({
  version: 1,
  product: "chaos",
  consent: "full",
  report: {
    endpoint: `${folder}batch`,
    writeKey,
    rate: RATE,
    ...report,
  },
  milestones: Object.fromEntries(
    Array.from({ length: steps }, (_, i) => [
      `step-${i}`,
      { title: `Step ${i}`, when: { event: `Step ${i}` } },
    ]),
  ),
});

export function createRun(
  options: RunOptions & { readonly number: number; readonly origin: string; readonly database: Database },
): Run {
  const { number, origin, database, signed = false } = options;
  const folder = `/run/${number}/`;
  const writeKey = `chaos-${number}`;
  const resolved = new Set<number>();
  const stored = new Set<number>();
  /** Resolved and not stored. */
  const missing = new Set<number>();
  const drops = new Map<string, number>();
  let decide: Decide = () => PASS;
  let requests = 0;
  let sent = 0;
  let next = 0;

  const countDropped = (): number => [...drops.values()].reduce((sum, count) => sum + count, 0);

  /** A replica's later count contains its earlier ones. */
  function noteDrops({ replica, delivery }: Row["context"]): void {
    for (const [reason, count] of Object.entries(Object(delivery?.dropped))) {
      if (REFUSALS.includes(reason) || typeof count !== "number") continue;
      // A stored record that was changed has anything for a replica.
      const key = JSON.stringify([replica, reason]);
      drops.set(key, Math.max(count, drops.get(key) ?? 0));
    }
  }

  const run: Run = {
    config: createConfig(writeKey, folder, options),
    signing: signed ? createSigning(writeKey) : undefined,
    folder,
    writeKey,
    files: createFiles(),
    endpoint: `${origin}${folder}batch`,
    bare: `${origin}${folder}bare`,
    url: (asked = {}) =>
      `${origin}${folder}?${new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, `${value}`]))}`,
    faults: (next) => void (decide = next),
    decide(request) {
      sent += request.batch.filter(({ properties }) => getNumber(properties) !== undefined).length;
      return decide({ ...request, before: requests++ });
    },
    commit({ batch }, { accepted }) {
      const taken = new Set(accepted);
      for (const { messageId, properties, context } of batch) {
        noteDrops(context);
        if (!taken.has(messageId)) continue;
        const n = getNumber(properties);
        if (n === undefined) continue;
        stored.add(n);
        missing.delete(n);
      }
    },
    note(news) {
      for (const one of news) {
        if (typeof one !== "number" && one[1] === null) continue;
        const n = typeof one === "number" ? one : one[0];
        resolved.add(n);
        if (!stored.has(n)) missing.add(n);
      }
    },
    number(count) {
      next += count;
      return next - count;
    },
    missing: () => missing.size,
    backlog: () => missing.size - countDropped(),
    has: (n) => stored.has(n),
    requests: () => requests,
    async settle(ms = 60_000) {
      let end = performance.now() + ms;
      for (let last = run.backlog(); last > 0 && performance.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (last !== (last = run.backlog())) end = performance.now() + ms;
      }
    },
    rows: () =>
      // A machine with much else to do may take longer than a receiver would wait.
      database.transaction(
        ({ query }) =>
          query<Row>(
            `select message_id as id, seq::text, event, user_id as user, anonymous_id as anonymous, subject, at::text,
               properties, context
             from events where write_key = $1 order by events.seq`,
            [writeKey],
          ),
        LONG_PATIENCE_MS,
      ),
    async judge(broken = []) {
      const rows = await run.rows();
      for (const { context } of rows) noteDrops(context);
      const numbers = rows.flatMap(({ properties }) => getNumber(properties) ?? []);
      const there = new Set(numbers);
      return {
        events: resolved.size,
        lost: Math.max(0, [...resolved].filter((n) => !there.has(n)).length - countDropped()),
        doubled: numbers.length - there.size + rows.length - new Set(rows.map(({ id }) => id)).size,
        dropped: countDropped(),
        requests,
        resent: sent === 0 ? 0 : 1 - stored.size / sent,
        broken: [...broken, ...getUnmarked(rows)],
      };
    },
  };
  return run;
}
