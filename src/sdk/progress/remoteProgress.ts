import type { Tokens } from "../delivery/tokens.ts";
import type { Plan } from "../domain/plan/plan.ts";
import { getSession } from "../domain/state/sessions.ts";
import { createListeners } from "../lib/listeners.ts";
import type { Person } from "../person/person.ts";
import { getPersonKey } from "../person/who.ts";
import type { Clock, KeyValueStore, Random, RemoteProgressStatus, Reply, Undo } from "../ports.ts";
import { createLiveProgress, type LiveProgressOptions } from "./liveProgress.ts";
import { readProgressReply } from "./readProgressReply.ts";

/** How long nothing opens by itself while an answer is on its way. */
const PATIENCE_MS = 3_000;

export interface RemoteProgressOptions {
  readonly plan: Plan;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: Tokens;
  readonly person: Person;
  /** Asks a receiver, with a token. */
  get(url: string, bearer: string): Promise<Reply>;
  /** Goes on asking one, see {@link LiveProgressOptions}. */
  readonly listen: LiveProgressOptions["listen"];
}

/** What the current user has done on other devices, as a receiver tells it. */
export interface RemoteProgress {
  /**
   * To be called at each change of the person: starts one request for each user, and takes in its answer.
   * @param isLive Something stands on the screen, or may: what is done elsewhere is to be heard of while it is done.
   */
  follow(isLive: boolean): void;
  getStatus(): RemoteProgressStatus;
  /** Called when the status has changed: more may be shown then. */
  onChange(listener: () => void): Undo;
}

export function createRemoteProgress(options: RemoteProgressOptions): RemoteProgress {
  const { plan, store, clock, person } = options;
  const statuses = new Map<string, RemoteProgressStatus>();
  const replies = new Map<string, unknown>();
  /** Users and accounts whose answer was taken in. */
  const takenIn = new Set<string>();
  const { on: onChange, emit } = createListeners<void>();

  const live = createLiveProgress({
    ...options,
    url: plan.report!.progress!,
    tell(userId, reply) {
      replies.set(userId, reply);
      takenIn.clear();
      takeIn();
    },
  });
  let isWanted = false;
  /** Who has not been told of yet is asked about first. */
  const listenOn = (): void => {
    const { userId } = person.who();
    live.follow(isWanted && statuses.get(userId ?? "") === "known" ? userId : undefined);
  };

  async function learn(userId: string, key: string): Promise<void> {
    const callOff = clock.wake(clock.now() + PATIENCE_MS, () => resolve(userId, key, "unavailable"));
    const [session] = await store.read([key]);
    // Asked before: this device knows the user, or has no answer for the rest of that session.
    if (session !== undefined)
      resolve(userId, key, session === getSession(person.state()) ? "unavailable" : "known");
    const reply = await ask(userId, options).catch(() => undefined);
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
    listenOn();
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
    follow(isLive) {
      isWanted = isLive;
      listenOn();
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

/** A token that is refused is asked for anew, once. */
async function ask(userId: string, { plan, tokens, get }: RemoteProgressOptions): Promise<unknown> {
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
