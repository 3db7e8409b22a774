import type { LogEvent } from "../../replay/logEvent.ts";
import { hash53 } from "../../sdk/domain/lib/hash.ts";
import type { Batches } from "./mergeEvents.ts";

/** Which ids are one person's: by hashes of 53 bits, so that millions have room. */
export interface Links {
  /** The same number for all ids of a person. */
  getPerson(id: string): number;
}

/** No id is linked to another one. */
export const NO_LINKS: Links = { getPerson: (id) => hash53(id) };

/** All that a log says of it. As in a replay, who first says whose an id is, is believed. */
export function readLinks(batches: Batches): Links {
  const owners = new Map<number, number>();

  function find(hash: number): number {
    let found = hash;
    for (let next = owners.get(found); next !== undefined; next = owners.get(found)) found = next;
    return found;
  }

  function note({ user, former }: LogEvent): void {
    if (former === undefined) return;
    const hash = hash53(former);
    if (owners.has(hash)) return;
    const owner = find(hash53(user));
    if (owner !== hash) owners.set(hash, owner);
  }

  for (const batch of batches) for (const event of batch) note(event);
  return { getPerson: (id) => find(hash53(id)) };
}
