import type { RuleName } from "./checks/rules.ts";

/** What a value has to be beside its kind. */
export type FormRule =
  | { readonly is: "whole" }
  /** A number's limits, and the least that a list has to hold. */
  | { readonly is: "least" | "most" | "size"; readonly limit: number }
  | { readonly is: "pattern"; readonly pattern: string; readonly expected: string }
  | { readonly is: "rule"; readonly name: RuleName };

interface Ruled {
  readonly rules?: readonly FormRule[];
}

/** One form of a value. Numbers are the places of other forms in a table, in which the whole has the first. */
export type Form =
  | ({ readonly is: "string" | "number" | "boolean" | "null" | "unknown" } & Ruled)
  | ({ readonly is: "array"; readonly of: number } & Ruled)
  /** Keys that the vendor chooses. */
  | ({ readonly is: "record"; readonly of: number } & Ruled)
  /** These keys and no others; one whose number is negative may be left out. */
  | ({ readonly is: "object"; readonly keys: Readonly<Record<string, number>> } & Ruled)
  | { readonly is: "value"; readonly values: readonly unknown[] }
  /** One of several; with `by`, the objects among them are told apart by the value of that key. */
  | { readonly is: "union"; readonly of: readonly number[]; readonly by?: string };
