import { createMemory, type Memory } from "../sdk/domain/state/state.ts";
import type { Person } from "./person.ts";

/** The accounts of a log: what is remembered of one is one thing for all of its people, and no copy. */
export interface Accounts {
  /** Somebody is in this account now, and in no other one. */
  enter(person: Person, id: string): void;
  /** Nobody of that name is in it any more. */
  leave(person: Person): void;
  /** Gives a person whose state is new what is remembered of the accounts that they know. */
  share(person: Person): void;
  /** Who was in it last. */
  getMembers(id: string): Iterable<Person>;
}

interface Account {
  readonly memory: Memory;
  readonly members: Set<Person>;
}

export function createAccounts(): Accounts {
  const accounts = new Map<string, Account>();
  const leave = (person: Person): void => {
    accounts.get(person.here.account ?? "")?.members.delete(person);
  };
  return {
    leave,
    enter(person, id) {
      const account = accounts.get(id) ?? { memory: createMemory(), members: new Set() };
      accounts.set(id, account);
      leave(person);
      account.members.add(person);
      person.state.accounts[id] = account.memory;
    },
    share({ state }) {
      for (const id of Object.keys(state.accounts)) {
        const account = accounts.get(id);
        if (account) state.accounts[id] = account.memory;
      }
    },
    getMembers: (id) => accounts.get(id)?.members ?? [],
  };
}
