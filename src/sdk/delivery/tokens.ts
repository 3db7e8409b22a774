import { hash53 } from "../domain/lib/hash.ts";
import { DAY_MS } from "../domain/time/spans.ts";
import type { Clock, KeyValueStore } from "../ports.ts";

/** A token, or what fetches one for the user of the moment. */
export type TokenSource = string | (() => string | Promise<string>);

/** Tokens by whom they speak of: none is ever given for somebody else. */
export interface Tokens {
  /** What is at hand for this user. */
  known(userId: string | undefined): string | undefined;
  /**
   * What there is for this user, which may have to be fetched. Rejects where it could not be.
   * @param refused The token that an endpoint does not take any more.
   */
  whenKnown(userId: string | undefined, refused?: string): Promise<string | undefined>;
}

export interface TokensOptions {
  readonly source: TokenSource;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  /** The user of the moment: only theirs can be fetched. */
  user(): string | undefined;
}

/**
 * Tokens are kept beside the events that they prove, so that what somebody left behind goes out under their own name
 * even when another one has come.
 */
export function createTokens({ source, store, user, clock }: TokensOptions): Tokens {
  const all = new Map<string, string>();
  let asking: Promise<string> | undefined;

  async function keep(token: string): Promise<void> {
    const { sub } = readClaims(token);
    if (sub === undefined || all.get(sub) === token) return;
    all.set(sub, token);
    const old = (await store.list(PREFIX)).filter(
      ([, other]) => readClaims(other).exp < clock.now() - KEPT_MS,
    );
    const gone = Object.fromEntries(old.map(([key]) => [key, undefined]));
    await store.update({ keys: [], apply: () => ({ ...gone, [getKey(sub)]: token }) });
  }

  /** Once, however many ask. Nobody waits for an answer that never comes: the sender of all tabs would. */
  async function ask(): Promise<void> {
    if (typeof source === "string") return;
    asking ??= new Promise<string>((resolve, reject) => {
      const callOff = clock.wake(clock.now() + ASKING_MS, () => reject(new Error("no token came")));
      void Promise.resolve().then(source).then(resolve, reject).finally(callOff);
    }).finally(() => (asking = undefined));
    await keep(await asking);
  }

  async function recall(userId: string): Promise<void> {
    const [token] = await store.read([getKey(userId)]);
    if (typeof token === "string" && readClaims(token).sub === userId) all.set(userId, token);
  }

  if (typeof source === "string") void keep(source);
  const known = (userId: string | undefined): string | undefined => all.get(userId!);

  return {
    known,
    async whenKnown(userId, refused) {
      if (userId === undefined) return undefined;
      if (userId === user() && (refused !== undefined || !known(userId))) await ask();
      if (!known(userId)) await recall(userId);
      return known(userId);
    },
  };
}

const PREFIX = "token/";
const ASKING_MS = 8_000;
/** Receivers take a token for as long after it has expired, for events from before. */
const KEPT_MS = 7 * DAY_MS;

const getKey = (userId: string): string => PREFIX + hash53(userId).toString(36);

interface Claims {
  /** Whom the token speaks of. */
  readonly sub?: string;
  /** Epoch milliseconds; 0 where it does not say. */
  readonly exp: number;
}

/** What a JSON Web Token says. Whether it is genuine is for the receiver to find out. */
function readClaims(token: unknown): Claims {
  try {
    const payload = `${token}`.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const { sub, exp } = JSON.parse(new TextDecoder().decode(bytes));
    return { ...(typeof sub === "string" && { sub }), exp: Number(exp) * 1_000 || 0 };
  } catch {
    return { exp: 0 };
  }
}
