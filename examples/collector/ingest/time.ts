const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Less than this lies between sending and receiving anyway, and is not put down to the sender's clock. */
const TRAVEL = 5_000;
const OLDEST = 8 * DAY;
const NEWEST = 5 * MINUTE;

/** All in epoch milliseconds. */
export interface Times {
  /** When it happened, by the sender's clock. */
  readonly happened?: number | undefined;
  /** When it was sent, by the same clock. */
  readonly sent?: number | undefined;
  /** When it came, by ours. */
  readonly received: number;
}

/**
 * When it happened, by our clock. A sender that says when it sent has its clock error taken out, and may be 8 days late
 * (what waits in a browser is not kept longer). One that does not, a server or an import, is taken at its word about
 * the past, back to 1970. Nobody is more than 5 minutes ahead.
 */
export function getTime({ happened, sent, received }: Times): number {
  if (happened === undefined) return received;
  if (sent === undefined) return Math.min(Math.max(happened, 0), received + NEWEST);
  const error = received - sent;
  const corrected = Math.abs(error) > TRAVEL ? happened + error : happened;
  return Math.min(Math.max(corrected, received - OLDEST), received + NEWEST);
}
