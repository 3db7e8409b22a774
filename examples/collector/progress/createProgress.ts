import type { Plan } from "../../../src/sdk/domain/plan/plan.ts";
import type { Database } from "../database/database.ts";
import type { StoredEvent } from "../database/events.ts";
import { getPast } from "../database/past.ts";
import { deriveProgress } from "./deriveProgress.ts";
import type { ProgressReply } from "./progress.ts";
import { getNames } from "./watched.ts";

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
  read(asked: Asked): Promise<ProgressReply>;
  /** Calls back when something has come that may change what is read; returns its undo. */
  onNews(asked: Asked, callback: () => void): () => void;
  /** Rows were stored. */
  tell(events: readonly StoredEvent[]): void;
}

/** @param now Epoch milliseconds. */
export function createProgress(database: Database, now: () => number): Progress {
  const listeners = new Map<string, Set<() => void>>();

  const getTopics = ({ writeKey, user, accounts }: Asked): string[] => [
    toTopic(writeKey, "user", user),
    ...accounts.map((account) => toTopic(writeKey, "account", account)),
  ];

  return {
    async read(asked) {
      const past = await getPast(database, { ...asked, names: getNames(asked.plan) });
      return deriveProgress(past, { ...asked, now: now() });
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
      if (listeners.size === 0) return;
      const topics = new Set(
        events.flatMap(({ write_key: key, user_id: user, group_id: group }) => [
          ...(user === null ? [] : [toTopic(key, "user", user)]),
          ...(group === null ? [] : [toTopic(key, "account", group)]),
        ]),
      );
      const callbacks = new Set([...topics].flatMap((topic) => [...(listeners.get(topic) ?? [])]));
      for (const callback of callbacks) callback();
    },
  };
}

const toTopic = (...parts: readonly string[]): string => JSON.stringify(parts);
