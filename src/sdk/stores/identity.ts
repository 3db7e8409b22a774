import type { Properties } from "../domain/facts.ts";
import { toJson } from "../domain/json.ts";
import type { Traits } from "../domain/state.ts";
import type { Happened } from "./message.ts";
import type { Person } from "./person.ts";

export interface IdentityOptions {
  readonly person: Person;
  createId(): string;
  /** First names of the traits that may leave. */
  readonly allowed: readonly string[];
}

/** What the page says of who is at work. */
export interface Identity {
  /** Another user at the same browser starts anew; what an anonymous one did becomes the user's. */
  identify(userId: string, traits: Properties, at: number, id: string): Promise<void>;
  group(account: string, traits: Properties, at: number, id: string): Promise<void>;
  reset(): Promise<void>;
}

export function createIdentity({ person, createId, allowed }: IdentityOptions): Identity {
  const describe = (type: "identify" | "group", traits: Properties, at: number, id: string): Happened => {
    const leaving = Object.entries(traits).filter(([name]) => allowed.includes(name));
    return { type, id, at, traits: Object.fromEntries(leaving) };
  };
  const reset = (): Promise<void> =>
    person.become({ anonymousId: createId(), replica: person.who().replica });

  return {
    async identify(userId, traits, at, id) {
      const { userId: before } = person.who();
      if (before !== undefined && before !== userId) await reset();
      if (before !== userId) await person.become({ ...person.who(), userId });
      else if (!isNews(traits, person.state().user.traits)) return;
      await person.take({ kind: "user", traits, at }, describe("identify", traits, at, id));
    },
    async group(account, traits, at, id) {
      if (person.who().account !== account) await person.become({ ...person.who(), account });
      else if (!isNews(traits, person.state().accounts[account]?.traits)) return;
      await person.take({ kind: "account", traits, at }, describe("group", traits, at, id));
    },
    reset,
  };
}

/** Pages say on each load who is there: only what is new is worth a report. */
const isNews = (traits: Properties, known: Traits = {}): boolean =>
  Object.entries(traits).some(([name, value]) => toJson(value) !== toJson(known[name]?.[1]));
