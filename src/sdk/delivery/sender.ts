import { toJson } from "../domain/lib/json.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import { MilepostError } from "../errors.ts";
import type { Clock, Locks, Pages, Random, Tabs, Transport, Undo } from "../ports.ts";
import { isPaused } from "./backoff.ts";
import { BATCH_EVENTS, cutBatch, type Format, fillsBatch } from "./batches.ts";
import { getEndpoint } from "./endpoint.ts";
import type { Outgoing } from "./envelope.ts";
import { getDrops } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";
import { PROBE_MS, readReply } from "./readReply.ts";
import type { Tokens } from "./tokens.ts";

const URGENT_MS = 300;
const RELAXED_MS = 60_000;
/** Until another tab's sender is looked after: it may have missed what this one has stored, or have died. */
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
  readonly tabs: Tabs;
  readonly clock: Clock;
  readonly random: Random;
  readonly pages: Pick<Pages, "url" | "onHide" | "onShow">;
  /** Whether the browser has a network at all. */
  online(): boolean;
  readonly endpoint: string;
  readonly writeKey: string;
  /** Segment's by default. */
  readonly format?: Format | undefined;
  /** Prove who a user is; each goes along with that user's events alone. */
  readonly tokens?: Tokens | undefined;
  onError(error: MilepostError): void;
}

export interface Sender {
  /** Something is held: it goes out in 300 ms if that is urgent or all that waits fills a batch, else within 60 s. */
  nudge(urgent: boolean): void;
  /** Sends what all tabs hold, until there is nothing left or the endpoint is to be left alone; never rejects. */
  flush(): Promise<void>;
  stop: Undo;
}

/** What the sender tells the other tabs, by message ids: a tab that is left then is not to send them too. */
interface News {
  /** On their way just now. */
  readonly away: readonly string[];
  /** Not held any more. */
  readonly gone: readonly string[];
}

const getKey = ({ userId, anonymousId }: Outgoing): string => toJson([userId, anonymousId]);

/** One sender over all tabs. It starts with what an earlier page has left. */
export function createSender(options: SenderOptions): Sender {
  const { outbox, transport, locks, tabs, clock, random, pages, writeKey, format, tokens, onError } = options;
  const url = getEndpoint(options.endpoint, pages.url());
  let stopped = !url;
  let leaving = false;
  /** What another tab is sending. */
  let away: readonly string[] = [];
  /** Events a request: fewer while a culprit is looked for, or where the endpoint takes no more at once. */
  let most = BATCH_EVENTS;
  /** Until when identities are left alone whose token was refused. */
  const shunned = new Map<string, number>();
  /** When the next flush is due by the clock as it was then; 0: none is. */
  let due = 0;
  let callOff: Undo | undefined;

  const isIdle = (): boolean => stopped || leaving || isPaused(outbox.ledger(), clock.now());

  /** Flushes in `wait` milliseconds, or as soon as the endpoint allows; what is due earlier stands. */
  function arm(wait: number): void {
    const now = clock.now();
    const span = Math.max(wait, isPaused(outbox.ledger(), now) ? outbox.ledger().until - now : 0);
    if (stopped || (due && now + span >= due)) return;
    callOff?.();
    due = now + span;
    // No date: a clock that is set back by an hour makes nobody wait for that hour.
    callOff = clock.after(span, () => {
      due = 0;
      void flush();
    });
  }

  const tell = (away: News["away"], gone: News["gone"] = []): void =>
    tabs.post({ away, gone } satisfies News);

  const isShunned = (event: Outgoing): boolean => shunned.get(getKey(event))! > clock.now();

  /** The first batch of the queue, as it is sent with that token. */
  async function post(queue: readonly Outgoing[], leaves: boolean, token: string | undefined) {
    const head = {
      writeKey,
      token,
      sentAt: new Date(clock.now()).toISOString(),
      delivery: { storage: outbox.storage, dropped: getDrops(outbox.ledger()) },
    };
    const { ids, body } = cutBatch(queue, most, head, format);
    const to = format?.address?.(url!, head) ?? url!;
    const type = format?.type;
    if (!leaves) tell(ids);
    const reply = await transport
      .post(to, body, { leaving: leaves, type, bearer: type && token })
      .catch(() => undefined);
    return { ids, reply };
  }

  /** One batch, with the token of its identity; one that is refused is asked for anew, once. */
  async function send(queue: readonly Outgoing[]) {
    const { userId } = queue[0]!;
    const token = await tokens?.whenKnown(userId);
    const sent = await post(queue, false, token);
    if (sent.reply?.status !== 401) return sent;
    const next = await tokens?.whenKnown(userId, token).catch(() => undefined);
    return next && next !== token ? post(queue, false, next) : sent;
  }

  async function deliver(queue: readonly Outgoing[], leaves: boolean): Promise<void> {
    const start = clock.now();
    const known = tokens?.known(queue[0]!.userId);
    // Without a token, who fails to give one is at fault: nothing was sent.
    const sent = leaves ? post(queue, true, known) : send(queue).catch(() => ({ ids: [], reply: undefined }));
    const { ids, reply } = await sent;
    // A page that is gone has cut the connection itself.
    if (stopped || (leaves && !reply)) return;
    const now = clock.now();
    const { status } = reply ?? {};
    const key = getKey(queue[0]!);
    // One whose proof is not good enough holds up nobody else.
    if ((status === 401 || status === 403) && queue.some((event) => getKey(event) !== key)) {
      shunned.set(key, now + PROBE_MS);
      return;
    }
    const fast = !reply && ids.length > 0 && options.online() && now - start < FAST_MS;
    const outcome = readReply(reply, { ids, fast, last: outbox.ledger(), now, random });
    most = outcome.most ?? most;
    await outbox.settle(outcome.gone, outcome.pause);
    tell([], [...outcome.gone.keys()]);
  }

  /** Resolves to how long what is left may wait; 0: nothing is. */
  async function drain(): Promise<number> {
    const end = clock.now() + LONGEST_FLUSH_MS;
    while (clock.now() < end) {
      const held = await outbox.load();
      const queue = held.filter((event) => !isShunned(event));
      if (isIdle()) return held.length && URGENT_MS;
      if (!queue.length) return held.length && PROBE_MS;
      await deliver(queue, false);
    }
    return URGENT_MS;
  }

  const getRest = (): number => outbox.waiting().length && BUSY_MS;

  /** @param task Resolves to how long what it leaves may wait; 0: nothing waits. */
  async function run(task: Promise<number>): Promise<void> {
    const wait = await task.catch((cause) => {
      onError(new MilepostError("unexpected", "sending reports failed", { cause }));
      return getRest();
    });
    if (wait && !leaving) arm(wait);
  }

  // The lock keeps this tab's flushes apart as well.
  const flush = (): Promise<void> => run(locks.whenFree(LOCK, drain).then((wait = BUSY_MS) => wait));

  async function leave(): Promise<number> {
    // What needs a token that is not at hand goes out with one from the next page.
    const queue = outbox
      .waiting()
      .filter(
        (event) =>
          !away.includes(event.messageId) &&
          !isShunned(event) &&
          !(tokens && event.userId && !tokens.known(event.userId)),
      );
    if (!isIdle() && queue.length) {
      leaving = true;
      await deliver(queue, true).finally(() => (leaving = false));
    }
    return getRest();
  }

  const undos = [
    tabs.onMessage((message) => {
      const { away: theirs, gone } = readRecord(message);
      if (!Array.isArray(theirs) || !Array.isArray(gone)) return;
      away = theirs;
      outbox.forget(gone);
    }),
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
    nudge: (urgent) => arm(urgent || fillsBatch(outbox.ledger()) ? URGENT_MS : RELAXED_MS),
    flush,
    stop() {
      stopped = true;
      callOff?.();
      for (const undo of undos) undo();
    },
  };
}
