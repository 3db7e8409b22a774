import type { Key, Keys } from "../keys/keys.ts";
import { readAudience } from "../keys/readAudience.ts";
import { type Claims, TokenError } from "../keys/verifyToken.ts";
import { Refusal } from "../lib/refusal.ts";
import { findKey } from "./source.ts";

/** Keys of a token's audience that are tried: a token for more is no token for one product. */
const MOST_KEYS = 5;

/** Whom a token speaks for, and under which key. */
export interface User {
  readonly key: Key;
  readonly claims: Claims;
}

/**
 * The user whose token this is. It says itself for which keys it is, and is tried with each of those that anybody signs
 * for.
 * @throws {Refusal} where it is for none, or comes from a page that is on the list of none.
 * @throws {TokenError} where it is not to be believed.
 */
export async function readUser(request: Request, token: string, keys: Keys, now: number): Promise<User> {
  const audience = readAudience(token);
  const known = audience.flatMap((one) => keys.get(one) ?? []);
  if (known.length === 0) findKey(audience[0], keys);
  const origin = request.headers.get("origin");
  const called = known.filter(({ origins }) => origin === null || origins.includes(origin));
  if (called.length === 0) throw new Refusal("origin-unknown");
  let fault = new TokenError("token-invalid");
  for (const key of called.filter(({ verify }) => verify).slice(0, MOST_KEYS)) {
    try {
      return { key, claims: await key.verify!(token, { now }) };
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      // Of several, that it has expired says more than that another key has not signed it.
      if (fault.code === "token-invalid") fault = error;
    }
  }
  throw fault;
}
