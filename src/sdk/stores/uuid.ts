import type { Random } from "../ports.ts";

/** A UUIDv7 (RFC 9562): ids that sort by the epoch millisecond in which they were made. */
export function createUuid(now: number, random: Random): string {
  const time = Math.max(0, Math.trunc(now)).toString(16).padStart(12, "0");
  const rest = "-7xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) =>
    (place === "x" ? Math.floor(random() * 16) : 8 + Math.floor(random() * 4)).toString(16),
  );
  return `${time.slice(0, 8)}-${time.slice(8)}${rest}`;
}
