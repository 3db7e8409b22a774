import type { Engine } from "../domain/engine/engine.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import type { State } from "../domain/state/state.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import type { Change, KeyValueStore, Tabs, UnloadJournal } from "../ports.ts";
import { createKeptFacts, type KeptFacts, type KeptFactsOptions } from "./keptFacts.ts";
import type { Message } from "./message.ts";
import type { PersonCopy } from "./personCopy.ts";
import { readState } from "./readState.ts";
import type { Rest } from "./rest.ts";
import { readUnsavedState, type UnsavedState } from "./unsavedState.ts";
import { getPersonKey, type Who } from "./who.ts";

export interface PersonWriterOptions extends KeptFactsOptions {
  readonly engine: Engine;
  readonly store: KeyValueStore;
  readonly tabs: Tabs;
  readonly journal: UnloadJournal;
  createId(): string;
  /** What of a transaction belongs to the messages that leave; `undefined` where none leaves. */
  readonly hold: ((messages: readonly Message[]) => Change) | undefined;
  readonly soon?: ((run: () => void) => void) | undefined;
}

/** What a tab tells the others, once it is stored. */
export interface Stored {
  readonly who: Who;
  readonly state: State;
  readonly rest: Rest;
}

/** Stores this tab's copy together with its messages, and merges what other tabs have stored meanwhile. */
export interface PersonWriter extends Pick<KeptFacts, "wake" | "hasJudged"> {
  /** Stores all that has happened in this task. Rejects where it could not be stored. */
  save(): Promise<void>;
  /** Merges another copy, and stores what follows from it; what cannot be stored stays in this page. */
  merge(other: State): void;
  /** To be called where the copy is not what this tab wrote last. `record`: the one that it was read from, if it was. */
  standOn(record: unknown): void;
  /** What of a transaction belongs to these messages: nothing where Milepost is not there for the person. */
  hold(messages: readonly Message[]): Change;
  /** Hands what is not stored yet to the next page, by the journal. */
  leave(): void;
  /** To be called at each fact: the page's own last listeners may come after `leave`. */
  leaveMore(): void;
  /** Takes in what earlier pages have left. A merge and a hold change nothing where it was stored after all. */
  recover(): void;
}

/** A state as it is stored. */
interface Stamped extends State {
  readonly stamp: string;
}

const NOTHING: Change = { keys: [], apply: () => ({}) };

export function createPersonWriter(copy: PersonCopy, options: PersonWriterOptions): PersonWriter {
  const { engine, identity, store, tabs, journal, createId, hold: holdAll, soon } = options;
  const kept = createKeptFacts(copy, options, () => save());
  const self = createId();
  /** What is being stored at this moment. */
  let onTheWay: readonly Message[] | undefined;
  let writing: Promise<void> = Promise.resolve();
  let scheduled = false;
  /** The page is about to go, as far as is known: until something is stored again. */
  let isLeaving = false;
  /** Stands on the record that this tab wrote or read last, to tell whether another one has written since. */
  let stamp: unknown;

  const hold = (messages: readonly Message[]): Change =>
    copy.admits() && holdAll ? holdAll(messages) : NOTHING;

  function save(): Promise<void> {
    if (!scheduled) {
      scheduled = true;
      // All that happens in one task is stored in one transaction, one after the other, also after one that failed.
      writing = writing
        .catch(() => {})
        .then(() => soon && new Promise<void>(soon))
        .then(write);
    }
    return writing;
  }

  function merge(other: State): void {
    copy.merge(other);
    if (copy.waiting.length > 0) save().catch(() => {});
  }

  async function write(): Promise<void> {
    copy.settle();
    scheduled = false;
    const who = identity.current();
    const key = getPersonKey(who);
    const state = structuredClone(copy.state());
    const next = createId();
    let news: State | undefined;
    const messages = (onTheWay = copy.waiting.splice(0));
    const change: Change = {
      keys: [key],
      apply([record]) {
        news = stamp !== undefined && readRecord(record).stamp === stamp ? undefined : readState(record);
        return { [key]: { ...(news ? engine.merge(state, news) : state), stamp: next } satisfies Stamped };
      },
    };
    await store.update(
      change,
      kept.leave(() => news !== undefined),
      hold(messages),
    );
    onTheWay = undefined;
    // It is here after all, and what it has left to the next page is its own.
    if (isLeaving) {
      isLeaving = false;
      recover();
    }
    if (!identity.isCurrent(who)) return;
    stamp = next;
    if (news) merge(news);
    kept.judgeFound();
    tabs.post({ who: identity.current(), state, rest: kept.left() } satisfies Stored);
  }

  function leaveWords(): void {
    const messages = [...(onTheWay ?? []), ...copy.waiting];
    journal.write(self, { who: identity.current(), state: copy.state(), messages } satisfies UnsavedState);
  }
  const leaveSoon = createOncePerTask(leaveWords);

  function recover(): void {
    for (const { who, state, messages } of journal.drain().flatMap(readUnsavedState)) {
      copy.waiting.push(...messages);
      if (identity.isCurrent(who)) copy.merge(state);
      else store.update(keep(engine, who, state)).catch(() => {});
      save().catch(() => {});
    }
  }

  return {
    ...kept,
    save,
    merge,
    standOn(record) {
      ({ stamp } = readRecord(record));
    },
    hold,
    leave() {
      isLeaving = true;
      if (scheduled || onTheWay) leaveWords();
    },
    leaveMore() {
      if (isLeaving) leaveSoon();
    },
    recover,
  };
}

/** Stores the state of a person who is not at work now, for when they come. */
function keep(engine: Engine, who: Who, state: State): Change {
  const key = getPersonKey(who);
  return {
    keys: [key],
    apply([record]) {
      const known = readState(record);
      return { [key]: known ? engine.merge(state, known) : state };
    },
  };
}
