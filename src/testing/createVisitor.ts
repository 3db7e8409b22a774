import { createMemoryStore } from "../sdk/browser/memoryStore.ts";
import { start } from "../sdk/core.ts";
import { createMilepost, type Host } from "../sdk/createMilepost.ts";
import type { World } from "../sdk/world.ts";
import { createDeeds } from "./createDeeds.ts";
import { createRandom } from "./createRandom.ts";
import { createTestWorld } from "./createTestWorld.ts";
import { explain } from "./explain.ts";
import { createMailbox } from "./mailbox.ts";
import { createScreen } from "./screen.ts";
import { settle } from "./settle.ts";
import { createTestClock } from "./testClock.ts";
import { createTestPages } from "./testPages.ts";
import type { Visitor, VisitorOptions } from "./visitor.ts";

/** Nobody is there: what is posted is kept in the mailbox. */
const ENDPOINT = { endpoint: "https://endpoint.example/v1/batch", writeKey: "test" };

/**
 * Opens a page of your product for somebody. Time stands still until `clock.advance`, and nothing is stored or sent
 * outside of the test. Where neither the options nor the config say what the consent is, it is `full`.
 * @throws {MilepostError} `config-invalid`, with the place of the mistake.
 */
export async function createVisitor(options: VisitorOptions): Promise<Visitor> {
  const { url = "https://app.example/", zone = "UTC", ...given } = options;
  const { clock = createTestClock(), storage = createMemoryStore(), ...init } = given;
  const pages = createTestPages(url);
  const mailbox = createMailbox();
  const screen = createScreen();
  // Who comes later to the same storage draws other lots, so that no two events have the same id.
  const random = createRandom((await storage.list("")).length);
  const world = createTestWorld({ clock, storage, pages, mailbox, screen, zone, random });
  const said: string[] = [];
  const milepost = createMilepost(() => createTestHost(world, said));

  /** Does something, and lets all happen that follows from it. */
  async function act(deed: () => unknown): Promise<void> {
    deed();
    await settle();
  }

  /** Until nothing more arrives: a page that is hidden sends one batch. */
  async function empty(): Promise<void> {
    const before = mailbox.mail.length;
    await act(pages.hide);
    await act(pages.show);
    if (mailbox.mail.length > before) await empty();
  }

  let fault: Error | undefined;
  const undo = milepost.on("error", (error) => (fault = error));
  await act(() => milepost.init({ ...ENDPOINT, ...init }));
  undo();
  if (fault && !milepost.progress()) throw fault;

  const why = (guide?: string): Promise<string> => explain(milepost, guide);
  const deeds = createDeeds(screen, why);
  return {
    milepost,
    clock,
    storage,
    said,
    identify: (userId, traits) => act(() => milepost.identify(userId, traits)),
    group: (accountId, traits) => act(() => milepost.group(accountId, traits)),
    track: (event, properties) => act(() => milepost.track(event, properties)),
    visit: (path = pages.url()) => act(() => pages.visit(path)),
    dismiss: (guide) => deeds.dismiss(guide).then(settle),
    complete: (guide) => deeds.complete(guide).then(settle),
    press: (guide, label) => deeds.press(guide, label).then(settle),
    shown: () => screen.views().flatMap(({ plan, heldOut }) => (heldOut ? [] : plan.id)),
    explain: why,
    progress: milepost.progress,
    async sent(event) {
      await empty();
      return mailbox.mail.filter((one) => event === undefined || one.event === event);
    },
  };
}

/** Where an instance is that runs in `world`. */
const createTestHost = (world: World, said: string[]): Host => ({
  now: world.clock.now,
  warn: (line) => said.push(line),
  fetch: () => Promise.reject(new Error("a test has no network: give the config itself")),
  core: async () => ({
    start: ({ whenConsented, ...given }) =>
      start({ ...given, whenConsented: (level) => whenConsented(level ?? "full") }, world),
  }),
});
