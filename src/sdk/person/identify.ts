import { toJson } from "../domain/lib/json.ts";
import type { Properties } from "../domain/state/facts.ts";
import type { Traits } from "../domain/state/state.ts";
import type { PersonCall } from "../ports.ts";
import type { MessageContent } from "./message.ts";
import type { Person } from "./person.ts";

export interface IdentifyOptions {
  readonly person: Person;
  createId(): string;
  /** First names of the traits that may leave. */
  readonly allowed: readonly string[];
}

/** What the page says of who is at work. Each resolves once it is stored. */
export interface Identify {
  /** Another user at the same browser starts anew; what an anonymous one did becomes the user's. Without a name: `reset`. */
  identify(call: PersonCall): Promise<void>;
  /** Without a name, the user is in no account any more. */
  group(call: PersonCall): Promise<void>;
  reset(): Promise<void>;
  /** Is all that the call says so already? */
  isKnown(call: PersonCall): boolean;
}

export function createIdentify({ person, createId, allowed }: IdentifyOptions): Identify {
  /** Pages say on each load who is there: only what is new is worth a report. */
  function isNews(kind: "user" | "account", traits: Properties): boolean {
    const { user, accounts } = person.state();
    const known: Traits = (kind === "user" ? user : accounts[person.who().account!])?.traits ?? {};
    return Object.entries(traits).some(([name, value]) => toJson(value) !== toJson(known[name]?.[1]));
  }

  const reset = (): Promise<void> =>
    person.become({ anonymousId: createId(), replica: person.who().replica });

  const describe =
    (type: "identify" | "group", kind: "user" | "account", key: "userId" | "account") =>
    async ({ name, given: traits, at, id }: PersonCall): Promise<void> => {
      const { [key]: before, ...others } = person.who();
      if (name === "") {
        if (before === undefined) return undefined;
        return kind === "user" ? reset() : person.become(others, { kind, traits: {}, at });
      }
      const fact = { kind, traits, at };
      const leaving = Object.entries(traits).filter(([trait]) => allowed.includes(trait));
      const message: MessageContent = { type, id, at, traits: Object.fromEntries(leaving) };
      if (before === name) return isNews(kind, traits) ? person.hear(fact, message) : undefined;
      if (kind === "user" && before !== undefined) await reset();
      await person.become({ ...person.who(), [key]: name }, fact, message);
    };

  function isKnown({ say, name, given }: PersonCall): boolean {
    if (say !== "identify" && say !== "group") return false;
    const { userId, account } = person.who();
    const known = say === "identify" ? userId : account;
    return (known ?? "") === name && (name === "" || !isNews(say === "identify" ? "user" : "account", given));
  }

  return {
    isKnown,
    identify: describe("identify", "user", "userId"),
    group: describe("group", "account", "account"),
    reset,
  };
}
