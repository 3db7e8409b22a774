import type { Claims } from "../keys/verifyToken.ts";
import type { RateOptions, Share } from "../lib/rateLimit.ts";
import type { Source } from "./source.ts";

/** A part of what a key may send, for one user or one address, that nobody's own pages come near. */
const PART = 10;
const SMALLEST_PART: RateOptions = { perSecond: 100, burst: 1_000 };

/**
 * From what the events of a batch are taken. Servers, users whom a token names and all others have a bucket each, so
 * that none of these is in the way of another, and one user or address cannot have all of theirs.
 * @param address Where addresses are looked at.
 */
export function getShares(
  { key: { writeKey, rate }, isServer }: Source,
  claims: Claims | undefined,
  address: string | undefined,
): readonly Share[] {
  if (rate === undefined) return [];
  const toShare = (rate: RateOptions, ...parts: readonly string[]): Share => ({
    name: JSON.stringify([writeKey, ...parts]),
    rate,
  });
  if (isServer) return [toShare(rate, "servers")];
  if (claims !== undefined) return [toShare(toPart(rate), "user", claims.user), toShare(rate, "verified")];
  const ofAddress = address === undefined ? [] : [toShare(toPart(rate), "address", address)];
  return [...ofAddress, toShare(rate, "unverified")];
}

const toPart = ({ perSecond, burst }: RateOptions): RateOptions => ({
  perSecond: Math.min(perSecond, Math.max(SMALLEST_PART.perSecond, perSecond / PART)),
  burst: Math.min(burst, Math.max(SMALLEST_PART.burst, burst / PART)),
});
