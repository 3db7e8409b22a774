import { createMemoryStore } from "../../src/sdk/browser/storage/memoryStore.ts";
import { createEnvelope, type Outgoing } from "../../src/sdk/delivery/envelope.ts";
import { createOutbox, type Outbox } from "../../src/sdk/delivery/outbox.ts";
import { readReply } from "../../src/sdk/delivery/readReply.ts";
import { createSender, type Sender, type SenderOptions } from "../../src/sdk/delivery/sender.ts";
import type { MilepostError } from "../../src/sdk/errors.ts";
import type { Message } from "../../src/sdk/person/message.ts";
import type { Who } from "../../src/sdk/person/who.ts";
import type { KeyValueStore, Locks, Pages, Tabs } from "../../src/sdk/ports.ts";
import { createFakeEndpoint, type FakeEndpoint } from "./fakeEndpoint.ts";
import { createVirtualClock, type VirtualClock } from "./virtualClock.ts";

/** What a test says of a message: the rest is the same in all. */
export interface MessageParts extends Partial<Omit<Message, "who">> {
  readonly who?: Partial<Who>;
  readonly account?: string;
}

/** `at` in epoch milliseconds. */
export const makeMessage = (id: string, at: number, parts: MessageParts = {}): Message => {
  const { who, account, ...more } = parts;
  const whole = { anonymousId: "anon-1", replica: "r1", ...who, ...(account !== undefined && { account }) };
  const url = "https://app.example.com/invoices";
  return { type: "track", event: "Invoice Sent", id, at, url, ...more, who: whole };
};

/** An event as it leaves; `at` in epoch milliseconds. */
export const makeEvent = (id: string, at: number, parts?: MessageParts): Outgoing =>
  createEnvelope(makeMessage(id, at, parts), { locale: "en", timezone: "Europe/Berlin", version: "1.0.0" });

/** Locks as one browser has them, for all its tabs. */
export function createFakeLocks(): Locks {
  const held = new Set<string>();
  return {
    async whenFree(name, task) {
      if (held.has(name)) return undefined;
      held.add(name);
      try {
        return await task();
      } finally {
        held.delete(name);
      }
    },
  };
}

/** The channel between the tabs of one browser: each call opens another tab's end. What is said is heard in a later task. */
export function createFakeChannel(): () => Tabs {
  const ends = new Map<symbol, (message: unknown) => void>();
  return () => {
    const own = Symbol("end");
    return {
      post: (message) =>
        ends.forEach((listener, end) => void (end !== own && queueMicrotask(() => listener(message)))),
      onMessage(listener) {
        ends.set(own, listener);
        return () => ends.delete(own);
      },
    };
  };
}

export interface FakePage extends Pick<Pages, "url" | "onHide" | "onShow"> {
  hide(): void;
  show(): void;
  listeners(): number;
}

export function createFakePage(address = "https://app.example.com/invoices"): FakePage {
  const onHide = new Set<() => void>();
  const onShow = new Set<() => void>();
  const subscribe = (to: Set<() => void>) => (listener: () => void) => {
    to.add(listener);
    return () => void to.delete(listener);
  };
  return {
    url: () => address,
    onHide: subscribe(onHide),
    onShow: subscribe(onShow),
    hide: () => onHide.forEach((listener) => void listener()),
    show: () => onShow.forEach((listener) => void listener()),
    listeners: () => onHide.size + onShow.size,
  };
}

/** What the tabs of one browser share, and the world around them. */
export interface Browser {
  readonly clock: VirtualClock;
  readonly store: KeyValueStore;
  readonly locks: Locks;
  /** Another tab's end of the channel between them. */
  connect(): Tabs;
  readonly endpoint: FakeEndpoint;
}

export function createBrowser(records?: Map<string, unknown>): Browser {
  const clock = createVirtualClock();
  return {
    clock,
    store: createMemoryStore(records),
    locks: createFakeLocks(),
    connect: createFakeChannel(),
    endpoint: createFakeEndpoint(clock),
  };
}

export interface Tab {
  readonly page: FakePage;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly errors: MilepostError[];
  /** Holds events and nudges, as the SDK does. */
  hold(...events: readonly Outgoing[]): Promise<void>;
}

export function openTab(
  { clock, store, locks, connect, endpoint }: Browser,
  options: Partial<SenderOptions> & { readonly address?: string } = {},
): Tab {
  const page = createFakePage(options.address);
  const outbox = createOutbox({ store, clock });
  const errors: MilepostError[] = [];
  const sender = createSender({
    outbox,
    transport: endpoint,
    locks,
    tabs: connect(),
    clock,
    random: () => 0.5,
    pages: page,
    online: () => true,
    endpoint: "https://in.example.com/v1/batch",
    writeKey: "wk",
    loadTrouble: async () => ({ readReply }),
    onError: (error) => errors.push(error),
    ...options,
  });
  const hold = async (...events: readonly Outgoing[]): Promise<void> => {
    await store.update(outbox.hold(events));
    sender.nudge(false);
  };
  return { page, outbox, sender, errors, hold };
}

/** A tab in a browser of its own, with its events and what has arrived of them. */
export function open(options: Parameters<typeof openTab>[1] = {}) {
  const browser = createBrowser();
  const { clock, endpoint } = browser;
  const make = (id: string, user?: string): Outgoing =>
    makeEvent(id, clock.now(), { who: { anonymousId: "anon", ...(user && { userId: user }) } });
  /** The ids of each request. */
  const sent = (): string[][] => endpoint.requests.map(({ batch }) => batch.map((event) => event.messageId));
  return { ...browser, browser, tab: openTab(browser, options), make, sent };
}
