import { createStorage } from "./createStorage.ts";
import { createTestWorld } from "./createTestWorld.ts";
import { createUserActions } from "./createUserActions.ts";
import { explain } from "./explain.ts";
import { act, flush } from "./flush.ts";
import { createFriction } from "./friction.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { createScreen } from "./screen.ts";
import { startMilepost } from "./startMilepost.ts";
import { createTestClock } from "./testClock.ts";
import { createTestPages, type TestPages } from "./testPages.ts";
import type { Visitor, VisitorOptions } from "./visitor.ts";

/**
 * Opens a page of your product for somebody. Time stands still until `clock.advance`, and nothing is stored or sent
 * outside of the test. Where neither the options nor the config say what the consent is, it is `full`.
 * @throws {MilepostError} `config-invalid`, with the place of the mistake.
 */
export const createVisitor = (options: VisitorOptions): Promise<Visitor> =>
  openPage({ clock: createTestClock(), storage: createStorage(), ...options }, createMailbox());

export type Given = VisitorOptions & Required<Pick<VisitorOptions, "clock" | "storage">>;

export async function openPage(options: Given, mailbox: Mailbox): Promise<Visitor> {
  const { url = "https://app.example/", zone = "UTC", clock, storage, ...init } = options;
  const pages = createTestPages(url);
  const screen = createScreen();
  const { watch, signal } = createFriction(pages);
  const world = createTestWorld({ clock, storage, pages, watch, mailbox, screen, zone });
  const { milepost, said } = await startMilepost(world, init);
  const why = (guide?: string): Promise<string> => explain(milepost, guide);
  const actions = createUserActions(screen, why);
  return {
    milepost,
    clock,
    storage,
    said,
    identify: (userId, traits) => act(() => milepost.identify(userId, traits)),
    group: (accountId, traits) => act(() => milepost.group(accountId, traits)),
    async track(event, properties) {
      pages.press();
      await act(() => milepost.track(event, properties));
    },
    visit: (path = pages.url()) => act(() => pages.visit(path)),
    async reload() {
      await send(pages, mailbox);
      milepost.destroy();
      return openPage({ ...options, url: pages.url() }, mailbox);
    },
    signal: (kind) => act(() => signal(kind)),
    dismiss: (guide) => actions.dismiss(guide).then(flush),
    complete: (guide) => actions.complete(guide).then(flush),
    press: (guide, label) => actions.press(guide, label).then(flush),
    shown: () => screen.views().flatMap(({ plan, heldOut }) => (heldOut ? [] : plan.id)),
    explain: why,
    progress: milepost.progress,
    async sent(event) {
      await send(pages, mailbox);
      return mailbox.mail.filter((one) => event === undefined || one.event === event);
    },
  };
}

/** Lets all go out that waits: a page that is hidden sends a batch, so it is hidden until nothing more arrives. */
async function send(pages: TestPages, mailbox: Mailbox): Promise<void> {
  const before = mailbox.mail.length;
  await act(pages.hide);
  await act(pages.show);
  if (mailbox.mail.length > before) await send(pages, mailbox);
}
