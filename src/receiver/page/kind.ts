import type { Arrival } from "../database/arrivals.ts";

/** What a row is about: a success, Milepost's own work at a gap, or what the product tells. */
export type Kind = "milestone" | "guide" | "own";

const OURS = /^(Gap|Guide|Checklist|Doc|Survey|Story|Lead|Tips|Milepost|Segment) [A-Z]/;

export function getKind({ type, event }: Arrival): Kind {
  if (type !== "track" || event === null) return "own";
  if (event === "Milestone Reached") return "milestone";
  return isOurs(event) ? "guide" : "own";
}

/** Is it an event of Milepost's own? */
export const isOurs = (event: string): boolean => OURS.test(event) || event.startsWith("Milestone ");

const CALLS: Readonly<Record<string, string>> = {
  identify: "Identified",
  group: "Account known",
  alias: "Ids joined",
};

/** What the row is called. */
export function getLabel({ type, event, path }: Arrival): string {
  if (type === "page" || type === "screen") return `Page ${event ?? path ?? ""}`.trim();
  return CALLS[type] ?? event ?? type;
}
