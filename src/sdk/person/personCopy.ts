import type { Engine } from "../domain/engine/engine.ts";
import { createTold, type Told } from "../domain/engine/told.ts";
import type { Fact, Here, Report } from "../domain/state/facts.ts";
import { createState, type State } from "../domain/state/state.ts";
import { createGuard } from "../lib/guard.ts";
import { createListeners } from "../lib/listeners.ts";
import { createOncePerTask } from "../lib/oncePerTask.ts";
import type { Undo } from "../ports.ts";
import type { Identity } from "./identity.ts";
import type { Message, MessageContent } from "./message.ts";
import { getUserUnit } from "./who.ts";

export interface PersonCopyOptions {
  readonly engine: Engine;
  readonly identity: Identity;
  now(): number;
  url(): string;
  /** IANA time zone, or `LOCAL`. */
  readonly zone: string;
  /** Keys of the plan's elements that the page has now; `undefined` where there is no page. */
  elements(): ReadonlySet<string> | undefined;
  /** Given what breaks where nobody waits for it. */
  onFault?(fault: unknown): void;
  /** Do calls of the page wait? */
  isMore?(): boolean;
  /** Runs what it is given once the page may have said all that it says in one breath. Left out: in a microtask. */
  readonly soon?: ((run: () => void) => void) | undefined;
}

/** Answers whether Milepost is there for the current person at all, by the config's `for`. */
export interface Audience {
  admits(): boolean;
}

/** This tab's copy of a person's state, which facts change at once, and the messages that are to be stored with it. */
export interface PersonCopy extends Audience {
  state(): State;
  here(): Here;
  /**
   * Takes a fact in, and calls the listeners of `onChange` with its reports; while calls wait, as `takeIn` does.
   * @param place The address at which it happened, where that is not the page's.
   */
  advance(fact: Fact, place?: string): void;
  /** Takes a fact in that the page has told. What follows of it is not asked before the page has said all. */
  takeIn(fact: Fact): void;
  /** Is nothing taken in that was not judged? */
  isSettled(): boolean;
  /** Asks what follows of what was taken in, if no call waits; with `isLast` also if some do. */
  settle(isLast?: boolean): void;
  /** The same, once the page may have said all. */
  settleSoon(): void;
  /** While somebody else, or another account, is being read, nothing is settled. */
  hold(isHeld: boolean): void;
  /** Takes in what another copy knows; the two together may know more than each. */
  merge(other: State): void;
  /** Goes on with another state, as another person's. */
  replace(next: State): void;
  /** Adds who is at work, and where. */
  sign(content: MessageContent): Message;
  /** Messages that no write has taken yet, in their order. */
  readonly waiting: Message[];
  /** Called after all that may have changed what is true, with what is to be reported of it. */
  onChange(listener: (reports: readonly Report[]) => void): Undo;
}

export function createPersonCopy({
  engine,
  identity,
  now,
  url: getUrl,
  zone,
  elements,
  isMore: isAnyCallWaiting = () => false,
  soon,
  onFault = () => {},
}: PersonCopyOptions): PersonCopy {
  const { on: onChange, emit } = createListeners<readonly Report[]>();
  const waiting: Message[] = [];
  let state = createState(now());
  /** What was taken in, and not settled yet. */
  let told: Told | undefined;
  let isHeld = false;
  /** Where something happened that is taken in later. */
  let place: string | undefined;
  const url = (): string => place ?? getUrl();
  const isMore = (): boolean => isHeld || isAnyCallWaiting();

  const here = (): Here => {
    const who = identity.current();
    return {
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
    };
  };

  const sign = (content: MessageContent): Message => ({ ...content, who: identity.current(), url: url() });

  function advance(fact: Fact, at?: string): void {
    place = at;
    if (isMore()) takeIn(fact);
    else follow(fact);
    place = undefined;
  }

  function follow(fact: Fact): void {
    const held = told;
    told = undefined;
    pass(engine.advance(state, fact, here(), held));
  }

  function takeIn(fact: Fact): void {
    told ??= createTold();
    pass(engine.advance(state, fact, here(), told, true));
    settleSoon();
  }

  function settle(isLast = false): void {
    if (told && (isLast || !isMore())) follow({ kind: "time", at: now() });
  }
  const settleSoon = createOncePerTask(createGuard(onFault)(settle), soon);

  function pass(all: readonly Report[]): void {
    const reports = all.filter(({ past }) => !past);
    for (const { event, id, at, properties } of reports) {
      waiting.push(sign({ type: "track", event, id, at, properties }));
    }
    emit(reports);
  }

  return {
    state: () => state,
    here,
    admits: () => engine.admits(state, here()),
    advance,
    takeIn,
    isSettled: () => !told,
    settle,
    settleSoon,
    hold(held) {
      isHeld = held;
    },
    merge(other) {
      state = engine.merge(state, other);
      advance({ kind: "time", at: now() });
    },
    replace(next) {
      state = next;
    },
    sign,
    waiting,
    onChange,
  };
}
