import type { Engine } from "../domain/engine/engine.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import type { Fact } from "../domain/state/facts.ts";
import { createState, type Memory, type State } from "../domain/state/state.ts";
import type { Change, Undo } from "../ports.ts";
import type { MessageContent } from "./message.ts";
import { createPersonCopy, type PersonCopy, type PersonCopyOptions } from "./personCopy.ts";
import { forgetOldPersons, readAccount } from "./personRecords.ts";
import { createPersonWriter, type PersonWriterOptions } from "./personWriter.ts";
import { readState } from "./readState.ts";
import { getPersonKey, readWho, type Who } from "./who.ts";

export type PersonOptions = PersonCopyOptions &
  PersonWriterOptions & {
    /** Nothing was waited for since the identity was opened: the record that it has is still the person's. */
    readonly isJustOpened?: boolean;
  };

/** One person's facts, taken in at once, stored behind, and shared by all tabs. */
export interface Person
  extends Pick<PersonCopy, "state" | "here" | "admits" | "isSettled" | "settle" | "settleSoon" | "onChange"> {
  who(): Who;
  /** Takes a fact in. Resolves once it is stored together with what is to be reported of it. */
  apply(fact: Fact, ...messages: readonly MessageContent[]): Promise<void>;
  /** The same for what the page tells: what follows of it is not asked before the page has said all. */
  hear(fact: Fact, ...messages: readonly MessageContent[]): Promise<void>;
  /** Merges what another device knows. */
  merge(known: State): void;
  /**
   * Switches to `who`. From nobody identified to a user, the state goes along and is merged with theirs; from one user
   * to another, each keeps their own. `fact` is taken in before it is decided whether the messages are of somebody whom
   * Milepost is for; who it is and the messages are stored in one transaction.
   */
  become(who: Who, fact?: Fact, ...messages: readonly MessageContent[]): Promise<void>;
  /** Stores how the person is left. */
  keep(): Promise<void>;
  /** Reads what other tabs have stored while this one did not hear them. */
  catchUp(): Promise<void>;
  /** Leaves what is not stored yet to the next page. */
  leave(): void;
  /** Takes in what earlier pages have left, and from then on what other tabs tell. */
  start(): Undo;
}

/** Reads the current person. `identity` says who that is, and is set where it changes. */
export async function createPerson(options: PersonOptions): Promise<Person> {
  const { engine, identity, store, tabs, now } = options;
  const copy = createPersonCopy(options);
  const writer = createPersonWriter(copy, options);
  // What is judged at the end of a breath may come after all that was said in it has been stored.
  copy.onChange(() => copy.waiting.length > 0 && void writer.save().catch(() => {}));

  /** Switches in one step: until the other person is read, what happens is still the one before's. */
  async function load(next: Who, isSameHuman: boolean): Promise<Change> {
    const [record] = await store.read([getPersonKey(next)]);
    return take(next, isSameHuman, record);
  }

  function take(next: Who, isSameHuman: boolean, record: unknown): Change {
    const known = readState(record);
    const mine = isSameHuman ? copy.state() : undefined;
    const state = known && mine ? engine.merge(mine, known) : (known ?? mine ?? createState(now()));
    copy.replace(state);
    engine.migrate(state);
    writer.standOn(record);
    return identity.set(next);
  }

  /** Goes along with what another tab says, or has stored. */
  function follow(news: unknown): void {
    const said = readRecord(news);
    // A tab that sleeps tells no more than that its user is there.
    if (typeof said.active === "number" && said.active <= now())
      return copy.advance({ kind: "activity", at: said.active });
    const [who, state] = [readWho(said.who), readState(said.state)];
    if (!who || !state) return;
    const isSame = identity.isCurrent(who);
    identity.set(who);
    if (isSame) return writer.merge(state);
    copy.replace(state);
    writer.standOn(undefined);
    copy.advance({ kind: "time", at: now() });
  }

  function tell(
    takeIn: (fact: Fact) => void,
    fact: Fact,
    messages: readonly MessageContent[],
  ): Promise<void> {
    copy.waiting.push(...messages.map(copy.sign));
    if (!writer.hasJudged(fact)) takeIn(fact);
    writer.leaveMore();
    return writer.save();
  }

  async function change(next: Who, fact: Fact, messages: readonly MessageContent[]): Promise<void> {
    const before = identity.current();
    const isSame = identity.isCurrent(next);
    const wasAnonymous = isStillAnonymous(before, next);
    const isEntering = next.account !== undefined && next.account !== before.account;
    const colleagues = isEntering ? await readAccount(store, next.account!) : [];
    const storeWho = isSame ? identity.set(next) : await load(next, wasAnonymous);
    for (const memory of colleagues) copy.replace(share(engine, copy.state(), next.account!, memory));
    const forget = !isSame && wasAnonymous ? { [getPersonKey(before)]: undefined } : {};
    copy.takeIn(fact);
    await store.update(storeWho, { keys: [], apply: () => forget }, writer.hold(messages.map(copy.sign)));
  }

  if (!options.isJustOpened) await identity.open();
  take(identity.current(), false, identity.opened.person);

  return {
    ...copy,
    who: identity.current,
    apply: (fact, ...messages) => tell(copy.advance, fact, messages),
    hear: (fact, ...messages) => tell(copy.takeIn, fact, messages),
    merge: writer.merge,
    async become(next, fact = { kind: "time", at: now() }, ...messages) {
      const isSame = identity.isCurrent(next);
      // What belongs to the one who leaves is judged as theirs, and stored before.
      if (!isSame && !isStillAnonymous(identity.current(), next)) copy.settle(true);
      copy.hold(true);
      try {
        await writer.save();
        await change(next, fact, messages);
      } finally {
        copy.hold(false);
      }
      await writer.save();
      if (!isSame) await forgetOldPersons(store, now());
    },
    keep: writer.save,
    async catchUp() {
      const { who } = (await identity.read()) ?? {};
      const [state] = who ? await store.read([getPersonKey(who)]) : [];
      follow({ who, state });
    },
    leave: writer.leave,
    start() {
      writer.recover();
      if (identity.opened.rest) writer.wake(identity.opened.rest);
      return tabs.onMessage(follow);
    },
  };
}

/** What is the account's, its people have in common. */
const share = (engine: Engine, state: State, account: string, memory: Memory): State =>
  engine.merge(state, { ...createState(state.since), accounts: { [account]: memory } });

/** Was nobody identified, and is it still the same human? */
const isStillAnonymous = (before: Who, next: Who): boolean =>
  before.userId === undefined && next.anonymousId === before.anonymousId;
