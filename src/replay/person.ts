import type { Here } from "../sdk/domain/state/facts.ts";
import type { State } from "../sdk/domain/state/state.ts";

/** Somebody whom a log tells of. */
export interface Person {
  /** Counted from 0 in the order in which they came. */
  readonly number: number;
  state: State;
  /** Where they were last. */
  here: Here;
  /** The path of that. */
  path: string | undefined;
  /** Guides on their screen. */
  live: ReadonlySet<string>;
  /** When time alone may change what is to be shown. */
  lookAt: number;
  /** Whether Milepost was ever there for them. */
  isUser: boolean;
  /** Who they turned out to be: all that is known of them is known of that one since. */
  became?: Person;
}
