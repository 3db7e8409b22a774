import { type Fact, REPORTS, SERVER_REPORTS } from "../sdk/domain/state/facts.ts";
import type { LogEvent } from "./logEvent.ts";

const OWN: ReadonlySet<string> = new Set([...REPORTS, ...SERVER_REPORTS]);

/** What the engine is told of an event: what a server sends, and what the SDK reports, shows nobody at work. */
export function toFact({ type, name, properties, traits, at, id, byServer }: LogEvent): Fact {
  switch (type) {
    case "track":
      return byServer || OWN.has(name)
        ? { kind: "event", name, properties, at, id, own: true }
        : { kind: "event", name, properties, at, id };
    case "identify":
      return { kind: "user", traits, at };
    case "group":
      return { kind: "account", traits, at };
    case "page":
    case "screen":
      return { kind: "page", at, id };
    case "alias":
      // It says who they are, and nothing that they did.
      return { kind: "time", at };
    default:
      return type satisfies never;
  }
}
