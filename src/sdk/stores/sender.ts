import { MilepostError } from "../errors.ts";
import type { Clock, Locks, Pages, Random, Transport, Undo } from "../ports.ts";
import { isPaused } from "./backoff.ts";
import { BATCH_EVENTS, cutBatch } from "./batches.ts";
import { getEndpoint } from "./endpoint.ts";
import type { Outgoing } from "./envelope.ts";
import { getDrops } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";
import { readReply } from "./reply.ts";

const URGENT_MS = 300;
const RELAXED_MS = 60_000;
/** Until another tab's sender is looked after: it may have missed what this one has stored. */
const BUSY_MS = 5_000;
const LOCK = "milepost-sender";
/** A lock that is a lease, where the browser has no other, does not last much longer. */
const LONGEST_FLUSH_MS = 10_000;
/** A request that fails in less never got into the network. */
const FAST_MS = 1_000;

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pick<Pages, "url" | "onHide" | "onShow">;
  /** Whether the browser has a network at all. */
  online(): boolean;
  readonly endpoint: string;
  readonly writeKey: string;
  /** Proves who a user is; it is given with that user's events alone. */
  token?(userId: string | undefined): string | undefined;
  onError(error: MilepostError): void;
}

export interface Sender {
  /** Something is held: it goes out in 300 ms if that is urgent, else within 60 s. */
  nudge(urgent: boolean): void;
  /** Sends what all tabs hold, until there is nothing left or the endpoint is to be left alone; never rejects. */
  flush(): Promise<void>;
  stop: Undo;
}

/** One sender over all tabs. It starts with what an earlier page has left. */
export function createSender(options: SenderOptions): Sender {
  const { outbox, transport, locks, clock, random, pages, writeKey, onError } = options;
  const url = getEndpoint(options.endpoint, pages.url());
  let stopped = !url;
  let leaving = false;
  /** Events a request: fewer while a culprit is looked for, or where the endpoint takes no more at once. */
  let most = BATCH_EVENTS;
  /** When the next flush is due; 0: none is. */
  let due = 0;
  let callOff: Undo | undefined;

  const isIdle = (): boolean => stopped || leaving || isPaused(outbox.ledger(), clock.now());

  /** Flushes in `wait` milliseconds, or as soon as the endpoint allows; an earlier date stands. */
  function arm(wait: number): void {
    const now = clock.now();
    const at = Math.max(now + wait, isPaused(outbox.ledger(), now) ? outbox.ledger().until : 0);
    if (stopped || (due && at >= due)) return;
    callOff?.();
    due = at;
    callOff = clock.wake(at, () => {
      due = 0;
      void flush();
    });
  }

  async function deliver(queue: readonly Outgoing[], leaves: boolean): Promise<void> {
    const start = clock.now();
    const { ids, body } = cutBatch(queue, most, {
      writeKey,
      token: options.token?.(queue[0]?.userId),
      sentAt: new Date(start).toISOString(),
      delivery: { storage: outbox.storage, dropped: getDrops(outbox.ledger()) },
    });
    const reply = await transport.post(url!, body, { leaving: leaves }).catch(() => undefined);
    // A page that is gone has cut the connection itself.
    if (stopped || (leaves && !reply)) return;
    const now = clock.now();
    const fast = !reply && options.online() && now - start < FAST_MS;
    const outcome = readReply(reply, { ids, fast, last: outbox.ledger(), now, random });
    most = outcome.most ?? most;
    await outbox.settle(outcome.gone, outcome.pause);
  }

  async function drain(): Promise<number> {
    const end = clock.now() + LONGEST_FLUSH_MS;
    let queue: readonly Outgoing[];
    while ((queue = await outbox.load()).length && !isIdle() && clock.now() < end)
      await deliver(queue, false);
    return URGENT_MS;
  }

  /** @param task Resolves to how long what it leaves may wait, and to nothing where it could not be done. */
  async function run(task: Promise<number | undefined>): Promise<void> {
    const wait = await task.catch((cause) => {
      onError(new MilepostError("unexpected", "sending reports failed", { cause }));
    });
    if (!leaving && outbox.waiting().length) arm(wait ?? BUSY_MS);
  }

  // The lock keeps this tab's flushes apart as well.
  const flush = (): Promise<void> => run(locks.whenFree(LOCK, drain));

  async function leave(): Promise<undefined> {
    const queue = outbox.waiting();
    if (isIdle() || !queue.length) return;
    leaving = true;
    await deliver(queue, true).finally(() => (leaving = false));
  }

  const undos = [
    pages.onHide(() => void run(leave())),
    pages.onShow(() => {
      // What was sent on leaving may never be answered to a page that was frozen.
      leaving = false;
      arm(URGENT_MS);
    }),
  ];
  if (!url) onError(new MilepostError("endpoint-invalid", `not https, nothing is sent: ${options.endpoint}`));
  arm(URGENT_MS);

  return {
    nudge: (urgent) => arm(urgent ? URGENT_MS : RELAXED_MS),
    flush,
    stop() {
      stopped = true;
      callOff?.();
      for (const undo of undos) undo();
    },
  };
}
