import { describe } from "../sdk/config/faults.ts";
import type { Gauge } from "./logs/gauge.ts";

/** What of a log is no event, a line for each kind of fault: `events.jsonl:3: userId: found ..., expected ...`. */
export function describeRefused({ name, events, refused }: Gauge): string[] {
  const lines = [...refused.values()].map(({ fault: { field, value, expected }, line, count }) => {
    const place = field === "" ? "" : `${field}: `;
    const found = value === undefined && field === "" ? "no JSON" : describe(value);
    const more = count > 1 ? `; ${NUMBER.format(count)} such in all` : "";
    return `${name}:${line}: ${place}found ${found}, expected ${expected}${more}`;
  });
  if (events > 0) return lines;
  const found = lines.length > 0 ? "found no event in it" : "found nothing in it";
  return [...lines, `${name}: ${found}, expected events as JSON`];
}

const NUMBER = new Intl.NumberFormat("en");
