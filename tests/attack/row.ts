import type { TemporaryNats } from "../receiver/temporaryNats.ts";
import type { TemporaryPostgres } from "../receiver/temporaryPostgres.ts";
import type { Load } from "./loader.ts";

/** What a row is tried with. */
export interface Attempt {
  /** How often. */
  readonly times: number;
  /** Milliseconds that the thread may do one thing; much more in tests, where other work shares the machine. */
  readonly longest: number;
  readonly seed: number;
  /** What is sent meanwhile; less in tests, whose machine has other work. */
  readonly load: Load;
  /** A database server of the row's own, where its programs are installed. */
  startPostgres(): Promise<TemporaryPostgres | undefined>;
  /** So many servers of a log of the row's own, where their program is installed. */
  startNats(count: number): Promise<TemporaryNats | undefined>;
}

export interface Outcome {
  readonly tries: number;
  /** What was measured, by name, with its unit. */
  readonly figures: Readonly<Record<string, string>>;
  /** What did not hold, in words. */
  readonly broken: readonly string[];
}

/** An attack, and what has to hold under it. */
export interface Row {
  readonly name: string;
  readonly promise: string;
  /** Tries of `npm run attack`, and of `npm test`. */
  readonly full: number;
  readonly small: number;
  run(attempt: Attempt): Promise<Outcome>;
}

export const ms = (value: number): string => `${Math.round(value)} ms`;
export const mb = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** The value below which so large a share of them lies. */
export function getQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
