import { toJson } from "../domain/lib/json.ts";
import { MilepostError } from "../errors.ts";
import type { Locks, Pages, Random, Reply, Tabs, Undo } from "../ports.ts";
import { isPaused } from "./backoff.ts";
import { BATCH_EVENTS, fillsBatch } from "./batches.ts";
import { getEndpoint } from "./endpoint.ts";
import type { Outgoing } from "./envelope.ts";
import { createFlushTimer } from "./flushTimer.ts";
import type { Outbox } from "./outbox.ts";
import { createPoster, type Posted, type PosterOptions } from "./poster.ts";
import { type Attempt, type Outcome, PROBE_MS, readPlainReply, waitLonger } from "./readPlainReply.ts";
import type { readReply } from "./readReply.ts";
import { createSenderNews } from "./senderNews.ts";

const URGENT_MS = 300;
const RELAXED_MS = 60_000;
/** Until another tab's sender is looked after: it may have missed what this one has stored, or have died. */
const BUSY_MS = 5_000;
const LOCK = "milepost-sender";
/** A lock that is a lease, where the browser has no other, does not last much longer. */
const LONGEST_FLUSH_MS = 10_000;
/** A request that fails in less never got into the network. */
const FAST_MS = 1_000;

export interface SenderOptions extends PosterOptions {
  readonly outbox: Outbox;
  readonly locks: Locks;
  readonly tabs: Tabs;
  readonly random: Random;
  readonly pages: Pick<Pages, "url" | "onHide" | "onShow">;
  /** Whether the browser has a network at all. */
  online(): boolean;
  readonly endpoint: string;
  /** What is rarely needed; `undefined` where it does not load: nothing is given up then, and all is tried again later. */
  loadTrouble(): Promise<{ readonly readReply: typeof readReply } | undefined>;
  onError(error: MilepostError): void;
}

export interface Sender {
  /** Something is held: it goes out in 300 ms if that is urgent or all that waits fills a batch, else within 60 s. */
  nudge(urgent: boolean): void;
  /** Sends what all tabs hold, until there is nothing left or the endpoint is to be left alone; never rejects. */
  flush(): Promise<void>;
  stop: Undo;
}

const getKey = ({ userId, anonymousId }: Outgoing): string => toJson([userId, anonymousId]);

/** What is no plain yes is read by what loads for it. */
const readOutcome = async (
  reply: Reply | undefined,
  attempt: Attempt,
  loadTrouble: SenderOptions["loadTrouble"],
): Promise<Outcome> =>
  readPlainReply(reply, attempt) ?? (await loadTrouble())?.readReply(reply!, attempt) ?? waitLonger(attempt);

/** One sender over all tabs. It starts with what an earlier page has left. */
export function createSender(options: SenderOptions): Sender {
  const { outbox, locks, clock, random, pages, tokens, loadTrouble, onError } = options;
  const url = getEndpoint(options.endpoint, pages.url());
  let stopped = !url;
  let leaving = false;
  /** Events a request: fewer while a culprit is looked for, or where the endpoint takes no more at once. */
  let most = BATCH_EVENTS;
  /** Until when identities are left alone whose token was refused. */
  const shunned = new Map<string, number>();
  const timer = createFlushTimer(clock, outbox.ledger, () => void flush());
  const news = createSenderNews(options.tabs, outbox);
  const poster = createPoster(url!, options);
  const isIdle = (): boolean => stopped || leaving || isPaused(outbox.ledger(), clock.now());

  const isShunned = (event: Outgoing): boolean => shunned.get(getKey(event))! > clock.now();

  async function deliver(queue: readonly Outgoing[], leaves: boolean): Promise<void> {
    const start = clock.now();
    const { ids, reply } = leaves
      ? await poster.postLeaving(queue, most)
      : // Without a token, who fails to give one is at fault: nothing was sent.
        await poster.post(queue, most, news.tell).catch((): Posted => ({ ids: [] }));
    // A page that is gone has cut the connection itself.
    if (stopped || (leaves && !reply)) return;
    const now = clock.now();
    const key = getKey(queue[0]!);
    const isRefused = reply?.status === 401 || reply?.status === 403;
    // One whose proof is not good enough holds up nobody else.
    if (isRefused && queue.some((event) => getKey(event) !== key))
      return void shunned.set(key, now + PROBE_MS);
    const fast = !reply && ids.length > 0 && options.online() && now - start < FAST_MS;
    const outcome = await readOutcome(reply, { ids, fast, last: outbox.ledger(), now, random }, loadTrouble);
    most = outcome.most ?? most;
    await outbox.settle(outcome.gone, outcome.pause);
    news.tell([], [...outcome.gone.keys()]);
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
    if (wait && !leaving) timer.set(wait);
  }

  // The lock keeps this tab's flushes apart as well.
  const flush = (): Promise<void> => run(locks.whenFree(LOCK, drain).then((wait = BUSY_MS) => wait));

  async function leave(): Promise<number> {
    // What needs a token that is not at hand goes out with one from the next page.
    const canGo = (event: Outgoing): boolean =>
      !news.isAway(event.messageId) &&
      !isShunned(event) &&
      !(tokens && event.userId && !tokens.known(event.userId));
    const queue = outbox.waiting().filter(canGo);
    if (!isIdle() && queue.length) {
      leaving = true;
      await deliver(queue, true).finally(() => (leaving = false));
    }
    return getRest();
  }

  const undos = [
    news.stop,
    timer.stop,
    pages.onHide(() => void run(leave())),
    pages.onShow(() => {
      // What was sent on leaving may never be answered to a page that was frozen.
      leaving = false;
      timer.set(URGENT_MS);
    }),
  ];
  if (url) timer.set(URGENT_MS);
  else onError(new MilepostError("endpoint-invalid", `not https, nothing is sent: ${options.endpoint}`));

  return {
    nudge: (urgent) => timer.set(urgent || fillsBatch(outbox.ledger()) ? URGENT_MS : RELAXED_MS),
    flush,
    stop() {
      stopped = true;
      for (const undo of undos) undo();
    },
  };
}
