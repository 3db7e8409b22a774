/** How long what did not load is left alone, in milliseconds, unless the user comes to another page before that. */
export const RETRY_MS = 180_000;
