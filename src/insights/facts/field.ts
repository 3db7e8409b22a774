import type { LogEvent } from "../../replay/logEvent.ts";
import type { Person } from "../../replay/person.ts";
import type { FieldRow } from "./healthRows.ts";
import { resolve } from "./identities.ts";

/** What runs in people's pages, by what their events name. */
export interface Field {
  note(person: Person, event: LogEvent): void;
  getRows(): FieldRow[];
}

type Seen = Omit<FieldRow, "person">;

export function createField(): Field {
  const known = new Map<Person, Seen>();
  return {
    note(person, { at, sdkVersion, properties: { plan_version: plan } }) {
      if (sdkVersion === undefined) return;
      const before = known.get(person)?.planVersion ?? null;
      known.set(person, { at, sdkVersion, planVersion: typeof plan === "string" ? plan : before });
    },
    getRows() {
      const joined = new Map<Person, Seen>();
      for (const [person, seen] of known) {
        const one = resolve(person);
        const other = joined.get(one);
        joined.set(one, other ? merge(seen, other) : seen);
      }
      return [...joined].map(([{ here }, seen]) => ({ person: here.user, ...seen }));
    },
  };
}

function merge(one: Seen, other: Seen): Seen {
  const [last, first] = one.at >= other.at ? [one, other] : [other, one];
  return { ...last, planVersion: last.planVersion ?? first.planVersion };
}
