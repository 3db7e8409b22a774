import { toJson } from "../domain/lib/json.ts";
import type { Properties } from "../domain/state/facts.ts";
import type { Traits } from "../domain/state/state.ts";
import type { Happened } from "./message.ts";
import type { Person } from "./person.ts";

export interface IdentifyOptions {
  readonly person: Person;
  createId(): string;
  /** First names of the traits that may leave. */
  readonly allowed: readonly string[];
}

/** What the page says of who is at work. */
export interface Identify {
  /** Another user at the same browser starts anew; what an anonymous one did becomes the user's. */
  identify(userId: string, traits: Properties, at: number, id: string): Promise<void>;
  group(account: string, traits: Properties, at: number, id: string): Promise<void>;
  reset(): Promise<void>;
}

export function createIdentify({ person, createId, allowed }: IdentifyOptions): Identify {
  const describe = (type: "identify" | "group", traits: Properties, at: number, id: string): Happened => {
    const leaving = Object.entries(traits).filter(([name]) => allowed.includes(name));
    return { type, id, at, traits: Object.fromEntries(leaving) };
  };
  /** Pages say on each load who is there: only what is new is worth a report. */
  function isNews({
    kind,
    traits,
  }: {
    readonly kind: "user" | "account";
    readonly traits: Properties;
  }): boolean {
    const { user, accounts } = person.state();
    const known: Traits = (kind === "user" ? user : accounts[person.who().account!])?.traits ?? {};
    return Object.entries(traits).some(([name, value]) => toJson(value) !== toJson(known[name]?.[1]));
  }
  const reset = (): Promise<void> =>
    person.become({ anonymousId: createId(), replica: person.who().replica });

  return {
    async identify(userId, traits, at, id) {
      const { userId: before } = person.who();
      const fact = { kind: "user", traits, at } as const;
      const message = describe("identify", traits, at, id);
      if (before === userId) return isNews(fact) ? person.take(fact, message) : undefined;
      if (before !== undefined) await reset();
      await person.become({ ...person.who(), userId }, fact, message);
    },
    async group(account, traits, at, id) {
      const fact = { kind: "account", traits, at } as const;
      const message = describe("group", traits, at, id);
      if (person.who().account === account) return isNews(fact) ? person.take(fact, message) : undefined;
      await person.become({ ...person.who(), account }, fact, message);
    },
    reset,
  };
}
