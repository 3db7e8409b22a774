import type { Tokens } from "../delivery/tokens.ts";
import type { Plan } from "../domain/plan/plan.ts";
import { getSession } from "../domain/state/sessions.ts";
import { createListeners } from "../lib/listeners.ts";
import type { Person } from "../person/person.ts";
import { getPersonKey } from "../person/who.ts";
import type { Clock, KeyValueStore, RemoteProgressStatus, Reply, Undo } from "../ports.ts";
import { readProgressReply } from "./readProgressReply.ts";

/** How long nothing opens by itself while an answer is on its way. */
const PATIENCE_MS = 3_000;

export interface RemoteProgressOptions {
  readonly plan: Plan;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly person: Person;
  /** Asks a receiver, with a token. */
  get(url: string, bearer: string): Promise<Reply>;
}

/** What the current user has done on other devices, as a receiver tells it. */
export interface RemoteProgress {
  /** To be called at each change of the person: starts one request for each user, and takes in its answer. */
  follow(): void;
  getStatus(): RemoteProgressStatus;
  /** Called when the status has changed: more may be shown then. */
  onChange(listener: () => void): Undo;
}

export function createRemoteProgress({
  plan,
  store,
  clock,
  tokens,
  person,
  get,
}: RemoteProgressOptions): RemoteProgress {
  const statuses = new Map<string, RemoteProgressStatus>();
  const replies = new Map<string, unknown>();
  /** Users and accounts whose answer was taken in. */
  const takenIn = new Set<string>();
  const { on: onChange, emit } = createListeners<void>();

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
    const callOff = clock.wake(clock.now() + PATIENCE_MS, () => resolve(userId, key, "unavailable"));
    const [session] = await store.read([key]);
    // Asked before: this device knows the user, or has no answer for the rest of that session.
    if (session !== undefined)
      resolve(userId, key, session === getSession(person.state()) ? "unavailable" : "known");
    const reply = await ask(userId).catch(() => undefined);
    if (reply === undefined) return;
    replies.set(userId, reply);
    takeIn();
    // Not before: where a page keeps us from taking it in, the wait ends as it does without an answer.
    callOff();
    resolve(userId, key, "known");
  }

  function resolve(userId: string, key: string, to: "unavailable" | "known"): void {
    if (statuses.get(userId) !== "pending") return;
    statuses.set(userId, to);
    const session = to === "unavailable" ? getSession(person.state()) : 0;
    store.update({ keys: [], apply: () => ({ [key]: session }) }).catch(() => {});
    emit();
  }

  /** Takes in what is known of whoever is at work, in the account that they are in. */
  function takeIn(): void {
    const { userId, account } = person.who();
    const name = JSON.stringify([userId, account]);
    if (userId === undefined || !replies.has(userId) || takenIn.has(name)) return;
    takenIn.add(name);
    const at = clock.now();
    const { since } = person.state();
    const { milestones, state } = readProgressReply(replies.get(userId), { plan, account, now: at, since });
    person.merge(state);
    person.apply({ kind: "reached", milestones, at }).catch(() => {});
  }

  return {
    follow() {
      const who = person.who();
      if (who.userId === undefined) return;
      if (statuses.has(who.userId)) return takeIn();
      statuses.set(who.userId, "pending");
      learn(who.userId, getPersonKey(who).replace("person/", "standing/")).catch(() => {});
    },
    getStatus() {
      const userId = person.who().userId;
      return userId === undefined ? "known" : (statuses.get(userId) ?? "pending");
    },
    onChange,
  };
}
