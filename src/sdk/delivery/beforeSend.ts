import { toJson } from "../domain/lib/json.ts";
import type { Outgoing } from "./envelope.ts";

/** The vendor's last word on an event: what is to leave in its place, or nothing to keep it at home. */
export type BeforeSend = (event: Outgoing) => Outgoing | null | undefined;

/** What becomes of an event at the door; `refused` is the vendor's wish, `invalid` a fault in how it was said. */
export type Filter = (event: Outgoing) => Outgoing | "refused" | "invalid";

export interface FilterOptions {
  /** Names of properties and traits whose values stay at home, however deep they lie. */
  readonly mask: readonly string[];
  readonly beforeSend: BeforeSend | undefined;
}

/** Stands where a value was masked. */
export const MASKED = "[masked]";

/** Sees every event before it is stored; the page's hook sees what is masked already. */
export function createFilter({ mask, beforeSend }: FilterOptions): Filter {
  const names = new Set(mask);
  return (event) => {
    const masked = {
      ...event,
      properties: hide(event.properties, names),
      ...(event.traits && { traits: hide(event.traits, names) }),
    } as Outgoing;
    return beforeSend ? ask(beforeSend, masked) : masked;
  };
}

function hide(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => hide(one, names));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, names.has(name) ? MASKED : hide(one, names)]),
  );
}

/** What the hook may not change: whose event it is, when it happened, and what tells its copies apart. */
const FIXED = ["type", "messageId", "userId", "anonymousId", "timestamp"] as const;

function ask(beforeSend: BeforeSend, event: Outgoing): ReturnType<Filter> {
  try {
    // A copy: the hook may write into what it is given.
    const answer: unknown = beforeSend(JSON.parse(toJson(event)));
    if (answer === undefined || answer === null) return "refused";
    const changed = JSON.parse(toJson(answer)) as Outgoing;
    return isSound(changed, event) ? changed : "invalid";
  } catch {
    return "invalid";
  }
}

function isSound(changed: Outgoing, event: Outgoing): boolean {
  const isBag = (value: unknown): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return (
    FIXED.every((name) => changed[name] === event[name]) &&
    isBag(changed.properties) &&
    isBag(changed.context) &&
    (changed.traits === undefined || isBag(changed.traits)) &&
    (event.type !== "track" || (typeof changed.event === "string" && changed.event !== ""))
  );
}
