import type { Properties } from "../domain/state/facts.ts";
import type { InitOptions } from "../milepost.ts";
import type { Said, Undo, Unheard } from "../ports.ts";
import type { Run } from "../runtime/run.ts";
import type { Call, Calls } from "./calls.ts";
import { copy } from "./given.ts";

export interface SayingsOptions {
  readonly calls: Calls<Run>;
  /** Epoch milliseconds. */
  now(): number;
  createId(): string;
  /** Keeps what `list` tells of when the page is left; `config` names whose it is. */
  unheard(config: string, list: () => readonly Said[]): Unheard;
}

/** What the page says of a person, in its order, with the time of each: kept for the next page where none hears it here. */
export interface Sayings {
  /** Notes what is said now. The page may go on changing what it has given. */
  note(say: Said["say"], name?: string, given?: Properties): Said;
  pass(said: Said): void;
  /** Brings up what earlier pages have said and nobody has heard: it comes before all that this one says. */
  recall(config: InitOptions["config"]): void;
  /** Says anew who is at work, to somebody who was not there. */
  repeat(): void;
  /** What nobody hears may be kept from now on. */
  allow(): void;
  /** Nothing that is said is wanted, and nothing is kept. */
  forget(): void;
  stop: Undo;
}

export function createSayings({ calls, now, createId, unheard: open }: SayingsOptions): Sayings {
  let unheard: Unheard | undefined;
  /** Who is at work. */
  let latest: readonly Said[] = [];

  const toCall = (said: Said): Call<Run> => ({ said, run: (target) => target.hear(said) });

  const note: Sayings["note"] = (say, name = "", given) => ({
    say,
    name,
    given: copy(given),
    at: now(),
    id: createId(),
  });

  function pass(said: Said): void {
    if (said.say === "reset") latest = [];
    if (said.say === "identify" || said.say === "group")
      latest = [...latest.filter(({ say }) => say !== said.say), said];
    calls.add(toCall(said));
  }

  return {
    note,
    pass,
    recall(config) {
      // A pin changes with what is in the file.
      const name = typeof config === "string" ? config.split("#")[0] : Object(config).product;
      if (typeof name !== "string") return;
      unheard = open(name, calls.unheard);
      // The clock may have been set back since.
      calls.recall(unheard.take().map((said) => toCall({ ...said, at: Math.min(said.at, now()) })));
    },
    repeat() {
      for (const { say, name, given } of latest) pass(note(say, name, given));
    },
    allow: () => unheard?.allow(),
    forget: () => unheard?.forget(),
    stop: () => unheard?.stop(),
  };
}
