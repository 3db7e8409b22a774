import type { Tokens } from "../delivery/tokens.ts";
import type { Plan } from "../domain/plan/plan.ts";
import { getSession } from "../domain/state/sessions.ts";
import type { Person } from "../person/person.ts";
import { getPersonKey } from "../person/persons.ts";
import type { Clock, KeyValueStore, Reply } from "../ports.ts";
import { readStanding } from "./standing.ts";

/** How long nothing opens by itself for an answer. */
const PATIENCE_MS = 3_000;

export interface ElsewhereOptions {
  readonly plan: Plan;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly tokens: Tokens;
  /** Asks a receiver, with a token. */
  get(url: string, bearer: string): Promise<Reply>;
}

/** What the user of the moment has done on other devices, as a receiver tells it. */
export interface Elsewhere {
  /** Looks who is at work, and asks once for each; `refresh` is called when more may be shown than before. */
  follow(person: Person, refresh: () => void): void;
  /**
   * `asking`: the device is new to the user and nothing is known yet, so nothing is to open by itself. `unknown`: no
   * answer came, and in this session nothing is to interrupt.
   */
  standing(): "asking" | "unknown" | "known";
}

export function createElsewhere({ plan, store, clock, tokens, get }: ElsewhereOptions): Elsewhere {
  const standings = new Map<string, "asking" | "unknown" | "known">();
  const replies = new Map<string, unknown>();
  /** Users and accounts whose answer was taken in. */
  const taken = new Set<string>();
  let person: Person | undefined;
  let refresh = (): void => {};

  /** One that is refused is asked for anew, once. */
  async function ask(userId: string): Promise<unknown> {
    const url = plan.report!.progress!;
    const token = await tokens.whenKnown(userId);
    if (!token) return undefined;
    let reply = await get(url, token);
    if (reply.status === 401) {
      const next = await tokens.whenKnown(userId, token);
      if (next && next !== token) reply = await get(url, next);
    }
    return reply.status === 200 ? reply.body : undefined;
  }

  async function learn(userId: string, key: string): Promise<void> {
    const callOff = clock.wake(clock.now() + PATIENCE_MS, () => settle(userId, key, "unknown"));
    const [session] = await store.read([key]);
    // Asked before: this device knows the user, or has no answer for the rest of that session.
    if (session !== undefined)
      settle(userId, key, session === getSession(person!.state()) ? "unknown" : "known");
    const reply = await ask(userId).catch(() => undefined);
    if (reply === undefined) return;
    replies.set(userId, reply);
    take();
    // Not before: where a page keeps us from taking it in, the wait ends as it does without an answer.
    callOff();
    settle(userId, key, "known");
  }

  function settle(userId: string, key: string, to: "unknown" | "known"): void {
    if (standings.get(userId) !== "asking") return;
    standings.set(userId, to);
    const session = to === "unknown" ? getSession(person!.state()) : 0;
    store.update({ keys: [], apply: () => ({ [key]: session }) }).catch(() => {});
    refresh();
  }

  /** Takes in what is known of whoever is at work, in the account that they are in. */
  function take(): void {
    const { userId, account } = person!.who();
    const name = JSON.stringify([userId, account]);
    if (userId === undefined || !replies.has(userId) || taken.has(name)) return;
    taken.add(name);
    const at = clock.now();
    const { since } = person!.state();
    const { milestones, state } = readStanding(replies.get(userId), { plan, account, now: at, since });
    person!.join(state);
    person!.take({ kind: "reached", milestones, at }).catch(() => {});
  }

  return {
    follow(one, again) {
      person = one;
      refresh = again;
      const who = person.who();
      if (who.userId === undefined) return;
      if (standings.has(who.userId)) return take();
      standings.set(who.userId, "asking");
      learn(who.userId, getPersonKey(who).replace("person/", "standing/")).catch(() => {});
    },
    standing() {
      const userId = person?.who().userId;
      return userId === undefined ? "known" : (standings.get(userId) ?? "asking");
    },
  };
}
