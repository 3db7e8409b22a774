import type { Arrival } from "../database/events.ts";
import { formatSpan } from "./words.ts";

const MOST = 4;
/** Bookkeeping that a reader of the stream has no use for. */
const HIDDEN = new Set([
  "event_id",
  "schema",
  "plan_version",
  "occurrence",
  "path",
  "url",
  "referrer",
  "search",
]);

/** The few properties worth a look, as name and value: what it is about first, spans in words. */
export function getDetails({
  properties,
  traits,
}: Arrival): ReadonlyArray<readonly [name: string, value: string]> {
  return Object.entries({ ...traits, ...properties })
    .filter(([name, value]) => !HIDDEN.has(name) && isPlain(value))
    .sort(([a], [b]) => Number(b.endsWith("_id")) - Number(a.endsWith("_id")))
    .slice(0, MOST)
    .map(([name, value]) => [getName(name), getValue(name, value)]);
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
