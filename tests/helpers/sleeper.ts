import { createMemoryStore } from "../../src/sdk/browser/storage/memoryStore.ts";
import type { Outgoing } from "../../src/sdk/delivery/envelope.ts";
import type { Plan } from "../../src/sdk/domain/plan/plan.ts";
import type { MilepostError } from "../../src/sdk/errors.ts";
import { createMilepost } from "../../src/sdk/instance/createMilepost.ts";
import type { Host } from "../../src/sdk/instance/host.ts";
import { createUuid } from "../../src/sdk/lib/uuid.ts";
import type { InitOptions, Milepost } from "../../src/sdk/milepost.ts";
import type { Change, PersonCall, Tabs } from "../../src/sdk/ports.ts";
import { start } from "../../src/sdk/runtime/core.ts";
import { createRandom } from "../../src/testing/createRandom.ts";
import { createStorage } from "../../src/testing/createStorage.ts";
import { createTestWorld } from "../../src/testing/createTestWorld.ts";
import { act } from "../../src/testing/flush.ts";
import { createFriction } from "../../src/testing/friction.ts";
import { createScreen, type Screen } from "../../src/testing/screen.ts";
import { createTestClock } from "../../src/testing/testClock.ts";
import { createTestPages, type TestPages } from "../../src/testing/testPages.ts";
import { createFakeChannel } from "./tab.ts";

export interface SleeperPage {
  readonly milepost: Milepost;
  readonly pages: TestPages;
  readonly screen: Screen;
  readonly errors: readonly MilepostError[];
  /** How often what judges was asked for. */
  engines(): number;
  /** How often something was stored. */
  updates(): number;
  /** The page goes, with all that it has not sent yet stored. */
  leave(): Promise<void>;
  /** The page is killed: nothing more of it is stored. */
  kill(): Promise<void>;
}

export interface SleeperBrowserOptions {
  readonly config: object;
  /** What judges is there from the start of each page. */
  readonly isAwake?: boolean;
  readonly init?: Partial<InitOptions>;
}

/** One browser, over its pages and tabs. */
export function createSleeperBrowser({ config, isAwake = false, init = {} }: SleeperBrowserOptions) {
  const clock = createTestClock();
  const records = new Map<string, unknown>();
  const words: unknown[] = [];
  const random = createRandom(1);
  /** Events that the endpoint was sent, each once. */
  const mail = new Map<string, Outgoing>();
  const connect = createFakeChannel();
  const calls = new Set<() => readonly PersonCall[]>();
  /** Calls that a page has left, for the next one. */
  let kept: readonly PersonCall[] = [];
  let asleep = false;
  /** What judges does not load. */
  let isMissing = false;

  async function open(url = "https://app.example/"): Promise<SleeperPage> {
    const pages = createTestPages(url);
    const screen = createScreen();
    const { watch } = createFriction(pages);
    let isDead = false;
    const mailbox = {
      mail: [],
      get: async () => ({ status: 404 }),
      listen: async () => 404,
      async post(_: string, body: string) {
        if (isDead) return new Promise<never>(() => {});
        for (const event of (JSON.parse(body) as { batch: Outgoing[] }).batch)
          mail.set(event.messageId, event);
        return { status: 200 };
      },
    };
    const given = createTestWorld({
      clock,
      pages,
      storage: createStorage(),
      mailbox,
      screen,
      watch,
      zone: "UTC",
    });
    const errors: MilepostError[] = [];
    let asked = 0;
    let updated = 0;
    const memory = createMemoryStore(records);
    const tabs: Tabs = connect();
    const world = {
      ...given,
      random,
      chunks: {
        ...given.chunks,
        async engine(plan: Plan) {
          asked++;
          if (isMissing) throw new Error("404");
          return given.chunks.engine(plan);
        },
      },
      siteData: () => ({
        ...given.siteData("acme"),
        isAsleep: () => asleep,
        noteAsleep(next: boolean) {
          asleep = next;
        },
      }),
      open: () => ({
        store: {
          ...memory,
          update(...changes: readonly Change[]) {
            updated++;
            return isDead ? new Promise<never>(() => {}) : memory.update(...changes);
          },
        },
        tabs,
        journal: {
          write: (_: string, some: unknown) => void (isDead || words.push(structuredClone(some))),
          drain: () => words.splice(0),
          isEmpty: () => words.length === 0 && !isAwake,
        },
      }),
    };
    let list: () => readonly PersonCall[] = () => [];
    const host: Host = {
      warn: () => {},
      now: clock.now,
      createId: () => createUuid(clock.now(), random),
      pendingCalls(_, pending) {
        list = pending;
        calls.add(list);
        return {
          allow() {},
          forget() {},
          drain: () => {
            const drained = kept;
            kept = [];
            return drained;
          },
          stop: () => calls.delete(list),
        };
      },
      fetch: () => Promise.reject(new Error("no network")),
      core: async () => ({ start: (options) => start(options, world) }),
    };
    const milepost = createMilepost(() => host);
    milepost.on("error", (error) => errors.push(error));
    const endpoint = "https://endpoint.example/v1/batch";
    await act(() =>
      milepost.init({ config, endpoint, writeKey: "w", consent: "full", debug: false, ...init }),
    );
    return {
      milepost,
      pages,
      screen,
      errors,
      engines: () => asked,
      updates: () => updated,
      async leave() {
        kept = [...kept, ...list()];
        await act(pages.hide);
        milepost.destroy();
        await act(() => {});
      },
      async kill() {
        isDead = true;
        milepost.destroy();
        await act(() => {});
      },
    };
  }

  return {
    clock,
    mail,
    records,
    open,
    setMissing(next: boolean) {
      isMissing = next;
    },
    /** What was reported once for all, by its id, and what the page has told, by its name and time. */
    told: (): string[] =>
      [...mail.values()]
        .map(({ event = "", type, messageId, timestamp }) =>
          messageId.startsWith("mp_") ? `${event} ${messageId}` : `${type} ${event} ${timestamp}`,
        )
        .sort(),
  };
}
