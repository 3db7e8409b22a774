import type { Person } from "../../replay/person.ts";
import { getId } from "./identities.ts";
import type { ProgrammeRow } from "./rows.ts";

/** In which arm of the programme somebody was, once for each person, season and arm. */
export interface ProgrammeRows {
  /** @param season As it was reported; anything else where there was none. */
  note(person: Person, isHeldOut: boolean, season: unknown, at: number): void;
  getRows(): ProgrammeRow[];
}

/** @param hasHoldout Does the plan hold out of the whole programme? */
export function createProgrammeRows(hasHoldout: boolean): ProgrammeRows {
  const known = new Map<string, { readonly who: Person; readonly row: Omit<ProgrammeRow, "person"> }>();
  return {
    note(who, isHeldOut, said, at) {
      const season = typeof said === "string" ? said : "";
      if (!hasHoldout && season === "" && !isHeldOut) return;
      const arm = isHeldOut ? "held_out" : "treated";
      const key = `${who.number} ${season} ${arm}`;
      if (!known.has(key)) known.set(key, { who, row: { season, arm, at } });
    },
    getRows: () => [...known.values()].map(({ who, row }) => ({ ...row, person: getId(who) })),
  };
}
