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
  /** Whether one that does not say when it sent may tell of any time of the past. */
  readonly mayBackdate: boolean;
}

/**
 * When it happened, by our clock. A sender that says when it sent has its clock error taken out, and may be 8 days late
 * (what waits in a browser is not kept longer). One that does not is taken at its word about the past, back to 1970, if
 * it is a server or an import. Nobody is more than 5 minutes ahead.
 */
export function getTime({ happened, sent, received, mayBackdate }: Times): number {
  if (happened === undefined) return received;
  const error = sent === undefined ? 0 : received - sent;
  const corrected = Math.abs(error) > TRAVEL ? happened + error : happened;
  const oldest = sent === undefined && mayBackdate ? 0 : received - OLDEST;
  return Math.min(Math.max(corrected, oldest), received + NEWEST);
}
