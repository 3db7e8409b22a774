import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { fetchKeySet } from "./fetchKeySet.ts";

/** Milliseconds for which a set is as good as new. */
const FRESH = 600_000;
/** Milliseconds after which it is asked for again, at the soonest: where it did not come, and where a key is not in it. */
const PAUSE = 30_000;

/** There is no set yet to tell a token by, and no fault of the token's in that. */
export class KeySetMissing extends Error {
  override readonly name = "KeySetMissing";

  /** @param retryAfter Seconds after which it may be there. */
  constructor(readonly retryAfter: number) {
    super("The keys that tokens are signed with have not come yet");
  }
}

export interface KeySetOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told once when it does not come, and once when it does again. */
  readonly onChange: (what: string) => void;
}

interface Held {
  readonly getKey: JWTVerifyGetKey;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * The key set at an address: kept for ten minutes, and asked for again when a token names a key that is not in it. One
 * request is under way at a time, however many wait for it, and the last set goes on being used while none comes.
 */
export function createKeySet(url: string, { now, onChange }: KeySetOptions): JWTVerifyGetKey {
  let held: Held | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  let coming: Promise<void> | undefined;
  let isOut = false;

  const isPaused = (): boolean => Math.abs(now() - asked) < PAUSE;

  function refresh(): Promise<void> {
    coming ??= ask().finally(() => {
      coming = undefined;
    });
    return coming;
  }

  async function ask(): Promise<void> {
    asked = now();
    try {
      held = { getKey: createLocalJWKSet(await fetchKeySet(url)), at: now() };
      if (isOut) onChange(`${url} answers again`);
      isOut = false;
    } catch (error) {
      const use = held === undefined ? "no token is believed before it comes" : "the last one is used";
      if (!isOut)
        onChange(`${url} gives no key set, and ${use}: ${error instanceof Error ? error.message : error}`);
      isOut = true;
    }
  }

  return async (header, token) => {
    const isFresh = held !== undefined && Math.abs(now() - held.at) < FRESH;
    if (coming !== undefined || (!isFresh && !isPaused())) await refresh();
    if (held === undefined) throw new KeySetMissing(getRest());
    try {
      return await held.getKey(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || isPaused()) throw error;
      await refresh();
      return held.getKey(header, token);
    }
  };

  function getRest(): number {
    return Math.max(1, Math.ceil((asked + PAUSE - now()) / 1000));
  }
}
