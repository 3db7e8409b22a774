import { readRecord } from "../domain/lib/readRecord.ts";
import type { EventFact } from "../domain/state/facts.ts";
import type { MessageContent } from "../person/message.ts";
import { isAsleep, isInSession, type KeptFact, NO_REST, type Rest, readRest } from "../person/rest.ts";
import { isSameWho, readWho, type Who } from "../person/who.ts";
import type { Change, PersonCall } from "../ports.ts";
import type { AwakeRunOptions } from "./world.ts";

/** Takes in what a page tells, without an engine: what concerns nobody, and what is kept for whom it concerns. */
export interface Recorder {
  /** How the person is left, with what this page has seen since. */
  rest(): Rest;
  track(call: PersonCall): Promise<string | undefined>;
  page(call: PersonCall): Promise<undefined>;
  /** The user is there. */
  live(): Promise<void> | undefined;
  /** Looks at what other tabs have stored. */
  look(): Promise<void>;
  /** Takes in what another tab tells: that its user is there, or what it has stored. */
  hear(message: unknown): void;
  /** Resolves once all is stored. */
  whenStored(): Promise<unknown>;
}

/** @param wake Called where somebody has to look at what is stored. */
export function createRecorder(
  { plan, world, shared, connection, visit, restOf, createId }: AwakeRunOptions,
  opened: Rest,
  wake: () => void,
): Recorder {
  const { now } = world.clock;
  const { url } = world.pages;
  const { identity, delivery } = connection;
  const leaves = plan.report?.events !== false;
  let rest = opened;
  let writing: Promise<unknown> = Promise.resolve();

  function live(at: number): void {
    if (at <= now()) rest = { ...rest, active: Math.max(rest.active, at) };
  }

  /** Somebody else has changed what is true, or who is there. */
  function follow(who: Who | undefined, left: Rest | undefined): void {
    const { active } = rest;
    const isOurs = who && isSameWho(who, identity.current());
    if (!isOurs || !left || !isAsleep(left, restOf, now())) return wake();
    rest = left;
    live(active);
  }

  /** A sign of life, and what came with it. `fact` concerns somebody: it is kept until it is judged. */
  function note(at: number, fact?: KeptFact["fact"], ...messages: readonly MessageContent[]): Promise<void> {
    live(at);
    const kept = fact && { fact, url: url() };
    let sleeps = true;
    const leave = identity.leave((stored = { ...rest, until: 0 }) => {
      const active = Math.max(stored.active, at);
      const others = stored.facts.filter((one) => one.fact?.id !== fact?.id);
      const next = { ...stored, active, facts: kept ? [...others, kept] : stored.facts };
      sleeps = isAsleep(next, restOf, now());
      return next;
    });
    const who = identity.current();
    const sent = messages.map((one) => ({ ...one, who, url: url() }));
    const held: Change[] = delivery && sent.length > 0 ? [delivery.hold(sent)] : [];
    const stored = shared.store.update(leave, ...held).then(() => {
      shared.tabs.post({ active: at });
      if (!sleeps) wake();
    });
    writing = Promise.allSettled([writing, stored]);
    return stored;
  }

  return {
    rest: () => rest,
    async track({ name, given: properties, at, id }) {
      if (!rest.admits) return undefined;
      if (!visit.isInRate(at)) {
        delivery?.cut();
        return undefined;
      }
      const fact: EventFact = { kind: "event", name, properties, at, id };
      const concerns = rest.events.includes(name) || rest.events.includes("*") || !isInSession(rest, at);
      const content = { type: "track", event: name, id, at, properties } as const;
      await note(at, concerns ? fact : undefined, ...(leaves ? [content] : []));
      return delivery?.refuses(id) ? undefined : id;
    },
    async page({ at, id }) {
      // Another view of a page concerns nobody, else the run would not sleep.
      visit.isSaid = true;
      if (!rest.admits) return;
      const fact = { kind: "page", at, id } as const;
      const content = { type: "page", id, at, properties: {} } as const;
      await note(at, isInSession(rest, at) ? undefined : fact, content);
    },
    live() {
      if (!rest.admits) return undefined;
      const at = now();
      // With a new session all is looked at anew.
      return note(at, isInSession(rest, at) ? undefined : { kind: "page", at, id: createId() });
    },
    async look() {
      const { who, rest: left } = (await identity.read()) ?? {};
      follow(who, left);
    },
    hear(message) {
      const news = readRecord(message);
      if (typeof news.active === "number") return live(news.active);
      const [who, left] = [readWho(news.who), readRest(news)];
      // How they are left is told once that is worked out. Who does something here before that wakes the run.
      if (left?.of !== NO_REST.of || !who || !isSameWho(who, identity.current())) follow(who, left);
    },
    whenStored: () => writing,
  };
}
