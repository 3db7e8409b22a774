/**
 * The keys of a value that may be anything, each to be looked at before it is used: a message of another tab, a stored
 * record, something thrown. What is no object has none.
 */
export const readRecord = (value: unknown): Readonly<Record<string, unknown>> => Object(value);
