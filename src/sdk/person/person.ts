import type { Engine } from "../domain/engine/engine.ts";
import type { Fact, Here, Report } from "../domain/state/facts.ts";
import { createState, type State } from "../domain/state/state.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import type { Change, KeyValueStore, Tabs, Undo, UnloadJournal } from "../ports.ts";
import type { Happened, Message } from "./message.ts";
import { forgetOldPersons, getPersonKey, readAccount } from "./personRecords.ts";
import { readState } from "./readState.ts";
import { readUnsavedState, type UnsavedState } from "./unsavedState.ts";
import { getUserUnit, loadOrCreateWho, readWho, WHO_KEY, type Who } from "./who.ts";

export interface PersonOptions {
  readonly engine: Engine;
  readonly store: KeyValueStore;
  readonly tabs: Tabs;
  readonly journal: UnloadJournal;
  now(): number;
  createId(): string;
  url(): string;
  /** IANA time zone. */
  readonly zone: string;
  /** Keys of the plan's elements that the page has now; `undefined` where there is no page. */
  elements(): ReadonlySet<string> | undefined;
  /** What of a transaction belongs to the messages that leave. */
  hold(messages: readonly Message[]): Change;
  /** Called after everything that may have changed what is true, with what is to be told of it. */
  onChange(reports: readonly Report[]): void;
}

/** One person's facts, taken in at once, stored behind, and shared by all tabs. */
export interface Person {
  state(): State;
  here(): Here;
  who(): Who;
  /** Takes a fact in. Resolves once it is stored together with what is to be reported of it. */
  take(fact: Fact, ...messages: readonly Happened[]): Promise<void>;
  join(known: State): void;
  /**
   * Goes over to who it is now: what an anonymous one did becomes the user's, another user's is left where it is. What
   * is said of them with that is taken in first, since it may be that nothing is to be reported of them; and who it is
   * and what is reported of that are stored together.
   */
  become(who: Who, fact?: Fact, ...messages: readonly Happened[]): Promise<void>;
  /** Reads what other tabs have stored while this one did not hear them. */
  catchUp(): Promise<void>;
  /** Leaves what is not stored yet to the next page. */
  leave(): void;
  /** Takes in what earlier pages have left, and from then on what other tabs tell. */
  start(): Undo;
}

/** What a tab tells the others. */
type News = Omit<UnsavedState, "messages">;

/** A state as it is stored. */
interface Stamped extends State {
  readonly stamp: string;
}

export async function createPerson(options: PersonOptions): Promise<Person> {
  const { engine, store, tabs, journal, now, url, zone, elements, hold, onChange } = options;
  let who: Who = { anonymousId: options.createId(), replica: options.createId() };
  const self = options.createId();
  let state = createState(now());
  let waiting: Message[] = [];
  /** What is being stored at this moment. */
  let onTheWay: readonly Message[] | undefined;
  let writing: Promise<void> = Promise.resolve();
  let scheduled = false;
  /** The page is about to go, as far as is known: until something is stored again. */
  let isLeaving = false;
  /** Stands on the record that this tab wrote last, to tell whether another one has written since. */
  let stamp: string | undefined;

  const here = (): Here => ({
    // Looked at when they are asked for: the address alone costs a page more than all the rest.
    get url() {
      return url();
    },
    get elements() {
      return elements();
    },
    user: getUserUnit(who),
    zone,
    replica: who.replica,
    ...(who.account !== undefined && { account: who.account }),
  });

  function advance(fact: Fact): void {
    const reports = engine.advance(state, fact, here()).filter(({ past }) => !past);
    for (const { event, id, at, properties } of reports) {
      waiting.push({ type: "track", event, id, at, properties, who, url: url() });
    }
    onChange(reports);
  }

  /** Takes in what another copy knows; the two together may know more than each. */
  function join(other: State): void {
    state = engine.join(state, other);
    advance({ kind: "time", at: now() });
    if (waiting.length > 0) saveUnheard();
  }

  const sign = (happened: Happened): Message => ({ ...happened, who, url: url() });

  function save(): Promise<void> {
    if (!scheduled) {
      scheduled = true;
      // All that happens in one task is stored in one transaction, one after the other, also after one that failed.
      writing = writing.catch(() => {}).then(write);
    }
    return writing;
  }

  /** Where no call waits for it: what cannot be stored stays in this page. */
  const saveUnheard = (): Promise<void> => save().catch(() => {});

  async function write(): Promise<void> {
    scheduled = false;
    const key = getPersonKey(who);
    const copy = structuredClone(state);
    const messages = waiting;
    const next = options.createId();
    let news: State | undefined;
    onTheWay = messages;
    waiting = [];
    await store.update(
      {
        keys: [key],
        apply([record]) {
          const isOurs = stamp !== undefined && (record as Partial<Stamped> | undefined)?.stamp === stamp;
          news = isOurs ? undefined : readState(record);
          return { [key]: { ...(news ? engine.join(copy, news) : copy), stamp: next } satisfies Stamped };
        },
      },
      hold(messages),
    );
    onTheWay = undefined;
    // It is here after all, and what it has left to the next page is its own.
    if (isLeaving) takeLastWords();
    isLeaving = false;
    if (key !== getPersonKey(who)) return;
    stamp = next;
    if (news) join(news);
    tabs.tell({ who, state: copy } satisfies News);
  }

  /** Goes over to a person in one step: until they are read, what happens is still the other one's. */
  async function load(next: Who, isSameHuman: boolean): Promise<void> {
    const [record] = await store.read([getPersonKey(next)]);
    const known = readState(record);
    const mine = isSameHuman ? state : undefined;
    who = next;
    state = known && mine ? engine.join(mine, known) : (known ?? mine ?? createState(now()));
    engine.adopt(state);
    stamp = undefined;
  }

  /** Goes along with what another tab says, or has stored. */
  function follow(news: unknown): void {
    const said = Object(news) as Partial<News>;
    const [whoNow, stateNow] = [readWho(said.who), readState(said.state)];
    if (!whoNow || !stateNow) return;
    const isSame = getPersonKey(whoNow) === getPersonKey(who);
    who = whoNow;
    if (isSame) return join(stateNow);
    state = stateNow;
    stamp = undefined;
    advance({ kind: "time", at: now() });
  }

  function leaveWords(): void {
    const words: UnsavedState = { who, state, messages: [...(onTheWay ?? []), ...waiting] };
    journal.write(self, words);
  }
  const leaveWordsSoon = createOncePerTask(leaveWords);

  /** What an earlier page could not store. A join and a hold change nothing where it was stored after all. */
  function takeLastWords(): void {
    for (const words of journal.take().flatMap(readUnsavedState)) {
      waiting.push(...words.messages);
      if (getPersonKey(words.who) === getPersonKey(who)) join(words.state);
      else leaveTo(words);
      saveUnheard();
    }
  }

  /** What is somebody's who is not at work now waits for them. */
  function leaveTo({ who: other, state: theirs }: UnsavedState): void {
    const key = getPersonKey(other);
    const apply = ([record]: readonly unknown[]): Record<string, State> => {
      const known = readState(record);
      return { [key]: known ? engine.join(theirs, known) : theirs };
    };
    store.update({ keys: [key], apply }).catch(() => {});
  }

  await store.update(loadOrCreateWho(who, (met) => (who = met)));
  await load(who, false);

  return {
    state: () => state,
    here,
    who: () => who,
    take(fact, ...messages) {
      waiting.push(...messages.map(sign));
      advance(fact);
      // The page's own last listeners may come after ours.
      if (isLeaving) leaveWordsSoon();
      return save();
    },
    join,
    async become(next, fact = { kind: "time", at: now() }, ...messages) {
      // What belongs to the one who leaves is stored before.
      await save();
      const isSame = getPersonKey(next) === getPersonKey(who);
      const wasAnonymous = who.userId === undefined && next.anonymousId === who.anonymousId;
      const left = getPersonKey(who);
      const isEntering = next.account !== undefined && next.account !== who.account;
      const colleagues = isEntering ? await readAccount(store, next.account!) : [];
      if (isSame) who = next;
      else await load(next, wasAnonymous);
      // What is the account's, its people have in common.
      for (const memory of colleagues) {
        state = engine.join(state, { ...createState(state.since), accounts: { [next.account!]: memory } });
      }
      const forget = !isSame && wasAnonymous && { [left]: undefined };
      const change = { keys: [], apply: () => ({ [WHO_KEY]: next, ...forget }) };
      advance(fact);
      await store.update(change, hold(messages.map(sign)));
      await save();
      if (!isSame) await forgetOldPersons(store, now());
    },
    async catchUp() {
      const [other] = await store.read([WHO_KEY]);
      const next = readWho(other);
      const [theirs] = next ? await store.read([getPersonKey(next)]) : [];
      follow({ who: other, state: theirs });
    },
    leave() {
      isLeaving = true;
      if (scheduled || onTheWay) leaveWords();
    },
    start() {
      takeLastWords();
      return tabs.onMessage(follow);
    },
  };
}
