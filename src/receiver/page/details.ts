import type { Arrival } from "../database/arrivals.ts";
import { formatSpan } from "./words.ts";

const MOST = 4;
/** What a row is about stands before what else is known. */
const FIRST = ["gap_id", "milestone_id", "guide_id", "doc_id", "total"];
/** Bookkeeping that a reader of the stream has no use for. */
const HIDDEN = [
  "event_id",
  "schema",
  "plan_version",
  "occurrence",
  "journey_id",
  "outcome_id",
  "path",
  "url",
  "referrer",
  "search",
];

/** The few properties worth a look, as name and value, with spans in words. */
export function getDetails({
  properties,
  traits,
}: Arrival): ReadonlyArray<readonly [name: string, value: string]> {
  return Object.entries({ ...traits, ...properties })
    .filter(([name, value]) => !HIDDEN.includes(name) && isPlain(value))
    .sort(([a], [b]) => getRank(a) - getRank(b))
    .slice(0, MOST)
    .map(([name, value]) => [getName(name), getValue(name, value)]);
}

function getRank(name: string): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "";
}

function getName(name: string): string {
  return name.replace(/_(id|ms)$/, "").replaceAll("_", " ");
}

function getValue(name: string, value: unknown): string {
  if (typeof value === "number") return name.endsWith("_ms") ? formatSpan(value) : value.toLocaleString("en");
  return String(value);
}
