import type { Change } from "../ports.ts";

/** Who is at work in this browser. */
export interface Who {
  readonly anonymousId: string;
  readonly userId?: string;
  readonly account?: string;
  /** This browser's store, whoever uses it. */
  readonly replica: string;
}

export const WHO_KEY = "who";

/** The unit of what is personal. */
export const getUserUnit = ({ userId, anonymousId }: Who): string => userId ?? anonymousId;

/** The record as it was stored, or `undefined` where it is not one. */
export function readWho(record: unknown): Who | undefined {
  const { anonymousId, userId, account, replica } = Object(record) as Record<string, unknown>;
  if (typeof anonymousId !== "string" || typeof replica !== "string") return undefined;
  return {
    anonymousId,
    replica,
    ...(typeof userId === "string" && { userId }),
    ...(typeof account === "string" && { account }),
  };
}

/** Takes on whoever is stored; the first tab of all stores the one that it was given. */
export const loadOrCreateWho = (fresh: Who, met: (who: Who) => void): Change => ({
  keys: [WHO_KEY],
  apply([stored]) {
    const who = readWho(stored) ?? fresh;
    met(who);
    return { [WHO_KEY]: who };
  },
});
