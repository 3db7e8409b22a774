import type { Claims } from "../keys/verifyToken.ts";
import type { RateOptions } from "../lib/rateLimit.ts";
import type { Allotment, SharedLimit } from "../lib/sharedLimit.ts";
import type { Source } from "./source.ts";

/** A part of what a key may send, for one user or one address, that nobody's own pages come near. */
const PART = 10;
const SMALLEST_PART: RateOptions = { perSecond: 100, burst: 1_000 };

/**
 * From what the events of a batch are taken. Servers, users whom a token names and all others have a bucket each, one
 * for all receivers, so that none of these is in the way of another. One user or address cannot have all of theirs; that
 * part each receiver counts by itself: who somebody is stays in its memory.
 * @param address Where addresses are looked at.
 */
export function getShares(
  { key: { writeKey, rate }, isServer }: Source,
  claims: Claims | undefined,
  address: string | undefined,
): readonly Allotment[] {
  if (rate === undefined) return [];
  const whole = (label: "servers" | "verified" | "unverified"): Allotment => ({
    label,
    name: JSON.stringify([writeKey, label]),
    rate,
    isShared: true,
  });
  const part = (label: "user" | "address", of: string): Allotment => ({
    label,
    name: JSON.stringify([writeKey, label, of]),
    rate: toPart(rate),
    isShared: false,
  });
  if (isServer) return [whole("servers")];
  if (claims !== undefined) return [part("user", claims.user), whole("verified")];
  return [...(address === undefined ? [] : [part("address", address)]), whole("unverified")];
}

/**
 * The seconds for which a request is refused, whatever it brings: where all that its sender may take from is known to be
 * spent. 0 where it has to be read to know.
 * @param hasToken Left out where that is not known yet.
 */
export function findSpent(
  source: Source,
  limit: Pick<SharedLimit, "getSpent">,
  { hasToken, isLarge }: { readonly hasToken?: boolean; readonly isLarge: boolean },
): number {
  const of = (claims: Claims | undefined): number =>
    Math.max(
      0,
      ...getShares(source, claims, undefined)
        .filter(({ isShared }) => isShared)
        .map((share) => limit.getSpent(share, isLarge)),
    );
  const maySign = source.key.verify !== undefined && !source.isServer && hasToken !== false;
  return maySign ? Math.min(of(undefined), of(ANYBODY)) : of(undefined);
}

/** Whoever a token may name. */
const ANYBODY: Claims = { user: "", accounts: [], expires: 0 };

const toPart = ({ perSecond, burst }: RateOptions): RateOptions => ({
  perSecond: Math.min(perSecond, Math.max(SMALLEST_PART.perSecond, perSecond / PART)),
  burst: Math.min(burst, Math.max(SMALLEST_PART.burst, burst / PART)),
});

/**
 * What a sender is told of its limits, by the IETF's draft `draft-ietf-httpapi-ratelimit-headers-10`: as the policy how
 * many events at once (`q`), which are there again after so many seconds (`w`); what is left (`r`), and after how many
 * seconds all of it is there again (`t`).
 */
export function describeShares(
  shares: readonly Allotment[],
  limit: Pick<SharedLimit, "getLeft">,
): ReadonlyArray<readonly [name: string, value: string]> {
  if (shares.length === 0) return [];
  const toSeconds = (events: number, { perSecond }: RateOptions): number =>
    Math.max(0, Math.ceil(events / perSecond));
  const policies = shares.map(
    ({ label, rate }) =>
      `"${label}";q=${Math.floor(rate.burst)};qu="events";w=${Math.max(1, toSeconds(rate.burst, rate))}`,
  );
  const states = shares.map((share) => {
    const left = Math.max(0, Math.floor(limit.getLeft(share)));
    return `"${share.label}";r=${left};t=${toSeconds(share.rate.burst - left, share.rate)}`;
  });
  return [
    ["RateLimit-Policy", policies.join(", ")],
    ["RateLimit", states.join(", ")],
  ];
}
