import type { Random } from "../ports.ts";

/** A UUIDv7 (RFC 9562): ids that sort by the epoch millisecond in which they were made. */
export function createUuid(now: number, random: Random): string {
  const time = toHex(Math.max(0, Math.trunc(now)), 12);
  const draw = (digits: number): string => toHex(Math.floor(random() * 16 ** digits), digits);
  const variant = toHex(8 + Math.floor(random() * 4), 1);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${draw(3)}-${variant}${draw(3)}-${draw(12)}`;
}

const toHex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
