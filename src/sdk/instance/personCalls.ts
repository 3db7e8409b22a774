import { readRecord } from "../domain/lib/readRecord.ts";
import type { Properties } from "../domain/state/facts.ts";
import type { InitOptions } from "../milepost.ts";
import type { PendingCalls, PersonCall, Undo } from "../ports.ts";
import type { Run } from "../runtime/world.ts";
import type { Call, CallQueue } from "./callQueue.ts";
import { copy } from "./checkInput.ts";

export interface PersonCallsOptions {
  readonly calls: CallQueue<Run>;
  /** The calls that a run is storing, and that it leaves to nobody else. */
  getOnTheWay(): readonly PersonCall[];
  /** Says that a value is left out of what a call was given. */
  lose(call: string, path: string, found: string): void;
  /** Epoch milliseconds. */
  now(): number;
  createId(): string;
  /** Keeps what `list` tells of when the page is left; `config` names whose it is. */
  pendingCalls(config: string, list: () => readonly PersonCall[]): PendingCalls;
}

/**
 * Turns `identify`, `group`, `track`, `page` and `reset` into calls with a time and an id, and queues them in their order.
 * Those that no run has taken when the page is hidden are kept, and the next page takes them first.
 */
export interface PersonCalls {
  /** Makes a call of this moment. It copies `given`, since the page may go on changing that. */
  note(say: PersonCall["say"], name?: string, given?: Properties): PersonCall;
  /** Queues a call. */
  pass(call: PersonCall): void;
  /** Queues the calls that earlier pages have kept, before all of this page. */
  recall(config: InitOptions["config"]): void;
  /** Queues the latest `identify` and `group` anew, for a run that has dropped them. */
  repeat(): void;
  /** From now on calls may be kept. */
  allow(): void;
  /** Deletes what is kept, and keeps nothing. */
  forget(): void;
  stop: Undo;
}

/** Whose the calls are. A pin changes with what is in the file; what throws where it is looked at is nobody's. */
function getName(config: InitOptions["config"]): unknown {
  try {
    return typeof config === "string" ? config.split("#")[0] : readRecord(config).product;
  } catch {
    return undefined;
  }
}

export function createPersonCalls({
  calls,
  getOnTheWay,
  lose,
  now,
  createId,
  pendingCalls: open,
}: PersonCallsOptions): PersonCalls {
  let pending: PendingCalls | undefined;
  /** Who is at work. */
  let latest: readonly PersonCall[] = [];

  const toCall = (personCall: PersonCall): Call<Run> => ({
    personCall,
    run: (target) => target.hear(personCall),
  });

  const note: PersonCalls["note"] = (say, name = "", given) => ({
    say,
    name,
    given: copy(given, (path, found) => lose(say, path, found)),
    at: now(),
    id: createId(),
  });

  function pass(call: PersonCall): void {
    if (call.say === "reset") latest = [];
    if (call.say === "identify" || call.say === "group")
      latest = [...latest.filter(({ say }) => say !== call.say), ...(call.name ? [call] : [])];
    calls.add(toCall(call));
  }

  return {
    note,
    pass,
    recall(config) {
      const name = getName(config);
      if (typeof name !== "string") return;
      pending = open(name, () => [...getOnTheWay(), ...calls.getPending()]);
      // The clock may have been set back since.
      calls.recall(pending.drain().map((call) => toCall({ ...call, at: Math.min(call.at, now()) })));
    },
    repeat() {
      for (const { say, name, given } of latest) pass(note(say, name, given));
    },
    allow: () => pending?.allow(),
    forget: () => pending?.forget(),
    stop: () => pending?.stop(),
  };
}
