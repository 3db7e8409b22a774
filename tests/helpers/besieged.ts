import { createPendingCalls } from "../../src/sdk/browser/pendingCalls.ts";
import type { Outgoing } from "../../src/sdk/delivery/envelope.ts";
import type { MilepostError } from "../../src/sdk/errors.ts";
import { createMilepost } from "../../src/sdk/instance/createMilepost.ts";
import type { Host } from "../../src/sdk/instance/host.ts";
import { createUuid } from "../../src/sdk/lib/uuid.ts";
import type { InitOptions, Milepost } from "../../src/sdk/milepost.ts";
import type { KeyValueStore, Reply } from "../../src/sdk/ports.ts";
import { start } from "../../src/sdk/runtime/core.ts";
import type { World } from "../../src/sdk/runtime/world.ts";
import { assumeConsent } from "../../src/testing/assumeConsent.ts";
import { createRandom } from "../../src/testing/createRandom.ts";
import { createStorage } from "../../src/testing/createStorage.ts";
import { createTestWorld } from "../../src/testing/createTestWorld.ts";
import { act } from "../../src/testing/flush.ts";
import { createFriction } from "../../src/testing/friction.ts";
import { createScreen } from "../../src/testing/screen.ts";
import { createTestClock } from "../../src/testing/testClock.ts";
import { createTestPages } from "../../src/testing/testPages.ts";
import { attempt } from "../../src/widgets/page/attempt.ts";

export interface Besieged {
  readonly milepost: Milepost;
  readonly errors: readonly MilepostError[];
  /** Events that the endpoint was sent, each once. */
  readonly mail: ReadonlyMap<string, Outgoing>;
  /** Does all that a user and a page may do, for two hours. */
  live(): Promise<void>;
  leave(): Promise<void>;
}

export interface Siege extends Partial<InitOptions> {
  readonly config: object;
  readonly store?: KeyValueStore;
  readonly journal?: unknown[];
  /** What an earlier page has said and nobody has heard, as it is kept. */
  readonly calls?: string;
  /** Of the ids that are drawn: another page draws others. */
  readonly seed?: number;
  /** What the endpoint says to a batch. */
  reply?(batch: readonly Outgoing[]): Reply;
}

/** A window that keeps one text. */
const createKept = (text: string): Pick<Window, "localStorage" | "addEventListener"> => {
  const localStorage = { getItem: () => text, setItem: (_: string, next: string) => void (text = next) };
  return Object.assign(new EventTarget(), { localStorage: localStorage as unknown as Storage });
};

/** The SDK in a world in which anything may be broken. */
export async function besiege({
  store,
  journal = [],
  calls = "[]",
  reply,
  seed = 1,
  ...options
}: Siege): Promise<Besieged> {
  const clock = createTestClock();
  const pages = createTestPages("https://app.example/invoices");
  const screen = createScreen();
  const storage = createStorage();
  const mail = new Map<string, Outgoing>();
  const errors: MilepostError[] = [];
  const mailbox = {
    mail: [],
    get: async () => ({ status: 404 }),
    listen: async () => 404,
    async post(_: string, body: string): Promise<Reply> {
      const { batch } = JSON.parse(body) as { readonly batch: readonly Outgoing[] };
      for (const event of batch) mail.set(event.messageId, event);
      return reply?.(batch) ?? { status: 200 };
    },
  };
  const { watch, signal } = createFriction(pages);
  const given = createTestWorld({ clock, pages, storage, mailbox, screen, watch, zone: "UTC" });
  const { show } = given.chunks;
  const world: World = {
    ...given,
    random: createRandom(seed),
    chunks: {
      ...given.chunks,
      // As the widgets tell it: what breaks there ends there.
      show: async (product) => ({
        ...(await show(product)),
        mount: (stage, how) => screen.mount({ ...stage, tell: (one) => attempt(() => stage.tell(one)) }, how),
      }),
    },
    open: (...about) => ({
      ...given.open(...about),
      store: store ?? storage,
      journal: {
        write: (_, words) => void journal.push(words),
        drain: () => journal.splice(0),
        isEmpty: () => !journal.length,
      },
    }),
  };
  const host: Host = {
    warn: () => {},
    now: clock.now,
    createId: () => createUuid(clock.now(), world.random),
    pendingCalls: (name, list) => createPendingCalls(name, createKept(calls), list),
    fetch: () => Promise.reject(new Error("no network")),
    core: async () => ({
      start: ({ options: known, ...more }) => start({ options: assumeConsent(known), ...more }, world),
    }),
  };
  const milepost = createMilepost(() => host);
  milepost.on("error", (error) => errors.push(error));
  await act(() =>
    milepost.init({ endpoint: "https://endpoint.example/v1/batch", writeKey: "w", user: "ana", ...options }),
  );

  return {
    milepost,
    errors,
    mail,
    async live() {
      await act(() => milepost.group("acme-inc", { plan: "free" }));
      await act(() => milepost.track("Workspace Created"));
      await act(() => milepost.track("Invoice Sent", { total: 40, memberId: "m" }));
      await act(() => signal("rage-click"));
      await act(() => pages.visit("/reports"));
      const [view] = screen.views();
      if (view) await act(() => screen.tell({ kind: "gone", key: view.key }));
      await act(() => void milepost.explain());
      await act(() => milepost.track("Odd Happening", { odd: 1 }));
      await act(() => milepost.start("tip"));
      await clock.advance("2h");
      milepost.progress();
    },
    async leave() {
      await act(pages.hide);
      await act(pages.show);
      milepost.destroy();
    },
  };
}
