import type { Properties, Report } from "../sdk/domain/state/facts.ts";
import type { LogEvent } from "./logEvent.ts";

/** What somebody did, in a line. */
export function describeEvent({ type, name, account, former, path, traits, properties }: LogEvent): string {
  switch (type) {
    case "track":
      return join(name, describeProperties(leaveOutEnvelope(properties)));
    case "identify":
      return join("is identified", describeProperties(traits));
    case "group":
      return join(`is in the account ${account ?? "of no name"}`, describeProperties(traits));
    case "page":
      return `opens the page ${path ?? "of no path"}`;
    case "screen":
      return join("opens a screen", describeProperties(properties));
    case "alias":
      return `is the same as ${former ?? "before"}`;
    default:
      return type satisfies never;
  }
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("  ");

/** Without what Milepost's own delivery puts into each event: nobody who reads what happened asks for it. */
function leaveOutEnvelope(properties: Properties): Properties {
  const { event_id, schema, ...own } = properties;
  return typeof event_id === "string" && typeof schema === "number" ? own : properties;
}

/** The first of them, as far as they fit beside a name. */
function describeProperties(properties: Properties): string {
  const parts = Object.entries(properties).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const text = parts.join(", ");
  return text.length > 70 ? `${text.slice(0, 67)}...` : text;
}

/** What followed of it, in a line; nothing of what the decisions say anyway. */
export function describeReport({ event, properties }: Report): string | undefined {
  const { milestone_id, gap_id, guide_id, segment_id, previous_segment_id, elapsed_ms } = properties;
  switch (event) {
    case "Milestone Reached":
      return `milestone ${milestone_id} reached`;
    case "Milestone Lapsed":
      return `milestone ${milestone_id} lapsed`;
    case "Gap Opened":
      return `gap ${gap_id} opened`;
    case "Gap Bridged":
      return `gap ${gap_id} bridged, ${describeSpan(Number(elapsed_ms))} after it opened`;
    case "Bridge Handed On":
      return `gap ${gap_id} handed on: ${properties.hand}`;
    case "Bridge Held Out":
      return `gap ${gap_id} not handed on: held out`;
    case "Segment Changed":
      return `segment ${segment_id ?? "none"}, was ${previous_segment_id ?? "none"}`;
    case "Standing Changed":
      return `journey ${properties.journey_id}: ${properties.to}, was ${properties.from}`;
    case "Checklist Item Completed":
      return `${guide_id}: the item ${milestone_id} is done`;
    case "Guide Shown":
    case "Guide Held Out":
      return undefined;
    default:
      return `${guide_id ?? gap_id ?? milestone_id ?? ""}: ${event}`;
  }
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** In its two greatest units: `3 d 4 h`. */
function describeSpan(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [size, unit] of UNITS) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole} ${unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
