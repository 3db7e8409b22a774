import type { Memory } from "../domain/state/state.ts";
import { DAY_MS } from "../domain/time/spans.ts";
import type { KeyValueStore } from "../ports.ts";
import { readState } from "./readState.ts";
import { PERSONS } from "./who.ts";

/** Persons whom a shared computer remembers, and for how long. */
const KEPT = 5;
const KEPT_MS = 90 * DAY_MS;

/** What the people whom this browser remembers know of an account that they share. */
export async function readAccount(store: KeyValueStore, account: string): Promise<Memory[]> {
  const persons = await store.list(PERSONS);
  return persons.flatMap(([, record]) =>
    Object.entries(readState(record)?.accounts ?? {}).flatMap(([id, memory]) =>
      id === account ? memory : [],
    ),
  );
}

/** Forgets those who were not here for long, so that a shared computer does not gather people. */
export async function forgetOldPersons(store: KeyValueStore, now: number): Promise<void> {
  const persons = (await store.list(PERSONS))
    .map(([key, record]) => ({ key, active: readState(record)?.active ?? now }))
    .sort((a, b) => b.active - a.active);
  const old = persons.filter(({ active }, i) => i >= KEPT || now - active > KEPT_MS).map(({ key }) => key);
  if (old.length === 0) return;
  await store.update({ keys: [], apply: () => Object.fromEntries(old.map((key) => [key, undefined])) });
}
