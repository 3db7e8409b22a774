import type { Engine } from "../domain/engine/engine.ts";
import type { Fact, Here, Report } from "../domain/state/facts.ts";
import { createState, type State } from "../domain/state/state.ts";
import { createListeners } from "../lib/listeners.ts";
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
}

/** Answers whether Milepost is there for the current person at all, by the config's `for`. */
export interface Audience {
  admits(): boolean;
}

/** This tab's copy of a person's state, which facts change at once, and the messages that are to be stored with it. */
export interface PersonCopy extends Audience {
  state(): State;
  here(): Here;
  /** Takes a fact in, and calls the listeners of `onChange` with its reports. */
  advance(fact: Fact): void;
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
  url,
  zone,
  elements,
}: PersonCopyOptions): PersonCopy {
  const { on: onChange, emit } = createListeners<readonly Report[]>();
  const waiting: Message[] = [];
  let state = createState(now());

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

  function advance(fact: Fact): void {
    const reports = engine.advance(state, fact, here()).filter(({ past }) => !past);
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
