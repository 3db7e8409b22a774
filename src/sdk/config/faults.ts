import { suggest } from "./suggest.ts";

/** One mistake in a config. */
export interface Fault {
  /** Where: `gaps.no-first-invoice.opens.within`; empty for the whole. */
  readonly path: string;
  /** What is wrong there: what was found, what was expected, and what was probably meant. */
  readonly message: string;
}

export const formatFault = ({ path, message }: Fault): string => (path ? `${path}: ${message}` : message);

export function createFault(
  path: ReadonlyArray<PropertyKey>,
  found: string,
  expected: readonly string[] | string,
  meant?: string,
): Fault {
  const list = typeof expected === "string" ? expected : expected.join(", ");
  const hint = meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
  return { path: path.map(String).join("."), message: `found ${found}, expected ${list}${hint}` };
}

/** A name that nothing has, held against those that exist. */
export const createUnknownName = (
  path: ReadonlyArray<PropertyKey>,
  found: string,
  what: string,
  known: readonly string[],
): Fault =>
  createFault(
    path,
    JSON.stringify(found),
    `the id of ${/^o/.test(what) ? "an" : "a"} ${what}`,
    suggest(found, known),
  );

/** What stands there, in few words. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value !== "object") {
    const shown = JSON.stringify(value) ?? String(value);
    return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
  }
  return Array.isArray(value) ? "a list" : "an object";
}
