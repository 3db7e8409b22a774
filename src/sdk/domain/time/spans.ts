/** Lengths of time that have a name, in milliseconds. */

export const DAY_MS = 86_400_000;

/** A session ends after this long without activity: 30 minutes. */
export const SESSION_MS = 30 * 60_000;
