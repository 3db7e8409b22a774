import type { Claims, VerifyToken } from "./verifyToken.ts";

/** Tokens that are remembered; the one that was verified first is forgotten first. */
const MOST = 1_000;
/** Milliseconds for which a token need not be verified again: a key that was withdrawn is believed for no longer. */
const TIME = 60_000;

interface Believed {
  readonly claims: Claims;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The same, quicker for a token that comes again and again, as each does: what it says is worked out once a minute. */
export function rememberTokens(verify: VerifyToken): VerifyToken {
  const tokens = new Map<string, Believed>();
  return async (token, when) => {
    const known = tokens.get(token);
    const { now, grace = 0 } = when;
    if (known && Math.abs(now - known.at) < TIME && known.claims.expires > now - grace) return known.claims;
    tokens.delete(token);
    const claims = await verify(token, when);
    if (tokens.size >= MOST) tokens.delete(tokens.keys().next().value!);
    tokens.set(token, { claims, at: now });
    return claims;
  };
}
