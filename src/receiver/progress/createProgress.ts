import { createHash } from "node:crypto";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Database } from "../database/database.ts";
import type { StoredEvent } from "../database/events.ts";
import { getPast } from "../database/people/past.ts";
import { createGate } from "../lib/gate.ts";
import { createShared } from "../lib/shared.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { deriveProgress } from "./deriveProgress.ts";
import { openNeighbours } from "./neighbours.ts";
import type { ProgressReply } from "./progress.ts";
import { getNames } from "./watched.ts";

/** Derivations at a time, over all users: each holds the rows that it reads. */
const MOST = 4;
/** Derivations that may wait for that: a few seconds of work. */
const QUEUE = 500;

/** Whose progress is asked for. */
export interface Asked {
  readonly writeKey: string;
  readonly plan: Plan;
  readonly user: string;
  readonly accounts: readonly string[];
  /** Derived only from what somebody vouches for: so it is where users are signed. */
  readonly verified: boolean;
}

export interface Progress {
  /**
   * With all that was stored before. Who asks for the same while it is read shares the next reading.
   * @throws {Refusal} where too many others wait.
   */
  read(asked: Asked): Promise<ProgressReply>;
  /** Calls back when something has come that may change what is read; returns its undo. */
  onNews(asked: Asked, callback: () => void): () => void;
  /** Rows were stored, by this receiver. */
  tell(events: readonly StoredEvent[]): void;
  /** Rows of these were deleted. */
  forget(
    writeKey: string,
    gone: { readonly users: readonly string[]; readonly accounts: readonly string[] },
  ): void;
  close(): Promise<void>;
}

export interface ProgressOptions {
  readonly database: Database;
  /** For what would keep the thread for long. */
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

export function createProgress({ database, turns, now, onError }: ProgressOptions): Progress {
  const listeners = new Map<string, Set<() => void>>();
  const readings = createShared<ProgressReply>(createGate(MOST, QUEUE));

  async function derive(asked: Asked): Promise<ProgressReply> {
    const past = await getPast(database, { ...asked, names: getNames(asked.plan) });
    await turns.take();
    return deriveProgress(past, { ...asked, now: now() }, turns);
  }

  const getTopics = ({ writeKey, user, accounts }: Asked): string[] => [
    toTopic(writeKey, "user", user),
    ...accounts.map((account) => toTopic(writeKey, "account", account)),
  ];

  function callBack(topics: Iterable<string>): void {
    const callbacks = new Set([...topics].flatMap((topic) => [...(listeners.get(topic) ?? [])]));
    for (const callback of callbacks) callback();
  }

  const neighbours = openNeighbours({
    database,
    onTold: callBack,
    onBegin: () => callBack(listeners.keys()),
    onError,
  });

  function spread(topics: Iterable<string>): void {
    callBack(topics);
    neighbours.tell(topics);
  }

  return {
    read: (asked) => {
      const { writeKey, user, accounts, verified } = asked;
      return readings.run(JSON.stringify([writeKey, verified, user, ...accounts]), () => derive(asked));
    },
    onNews(asked, callback) {
      const topics = getTopics(asked);
      for (const topic of topics) listeners.set(topic, (listeners.get(topic) ?? new Set()).add(callback));
      return () => {
        for (const topic of topics) {
          listeners.get(topic)?.delete(callback);
          if (listeners.get(topic)?.size === 0) listeners.delete(topic);
        }
      };
    },
    tell(events) {
      if (listeners.size === 0 && !database.isShared) return;
      const topics = new Set(
        events.flatMap(({ write_key: key, user_id: user, group_id: group }) => [
          ...(user === null ? [] : [toTopic(key, "user", user)]),
          ...(group === null ? [] : [toTopic(key, "account", group)]),
        ]),
      );
      spread(topics);
    },
    forget(writeKey, { users, accounts }) {
      spread([
        ...users.map((user) => toTopic(writeKey, "user", user)),
        ...accounts.map((account) => toTopic(writeKey, "account", account)),
      ]);
    },
    close: neighbours.close,
  };
}

/** Of one length, whatever an id is. */
const toTopic = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
