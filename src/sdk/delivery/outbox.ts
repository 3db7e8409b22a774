import { fromJson, toJson } from "../domain/lib/json.ts";
import { withoutPrototype } from "../domain/lib/withoutPrototype.ts";
import type { Change, Clock, KeyValueStore } from "../ports.ts";
import type { Pause } from "./backoff.ts";
import { BATCH_EVENTS } from "./batches.ts";
import type { Outgoing } from "./envelope.ts";
import { getRefusal, getSize } from "./eventLimits.ts";
import { addDrops, type Drops, type Ledger, readLedger } from "./ledger.ts";
import type { Gone } from "./readPlainReply.ts";
import { inOrder, isOver, triageRecords } from "./triageRecords.ts";

/** Each event is a record under its message id, the ledger is the record of the empty one. */
const RECORDS = "out/";
/** A page that is left sends one batch: of what waits behind an address that is dead no more than four are in memory. */
const AT_HAND = 4 * BATCH_EVENTS;

/** The durable queue of reports that no reply has acknowledged, shared by all tabs. */
export interface Outbox {
  /**
   * The outbox's share of a transaction: holds `events`, unless it does already, and counts what was `dropped` before
   * it came here. What `getRefusal` speaks against is not held, and counted.
   */
  hold(events: readonly Outgoing[], dropped?: Drops): Change;
  /** All that is held and may be sent, in order. Drops what is corrupt, older than 7 days, or too much. */
  load(): Promise<readonly Outgoing[]>;
  /**
   * The first that this page has brought in and knows to be held, without asking the store: a page that is left has no
   * time for that.
   */
  waiting(): readonly Outgoing[];
  /** Another tab has let go of these. */
  forget(ids: readonly string[]): void;
  /** Lets go of events, and remembers for all tabs when the next may be sent. */
  settle(gone: Gone, pause: Pause): Promise<void>;
  ledger(): Ledger;
  readonly storage: KeyValueStore["kind"];
}

export interface OutboxOptions {
  readonly store: KeyValueStore;
  readonly clock: Clock;
}

export function createOutbox({ store, clock }: OutboxOptions): Outbox {
  /** Of all that is held, what this page answers for and has at hand. */
  const held = new Map<string, Outgoing>();
  let ledger = readLedger(undefined);
  let trimming = false;

  /** A change of the ledger and of the records of `ids`: `edit` is given each one and returns what it is to be. */
  const share = (
    ids: readonly string[],
    edit: (next: Ledger, id: string, record: unknown) => unknown,
    finish: (next: Ledger) => void,
  ): Change => ({
    keys: ["", ...ids].map((id) => RECORDS + id),
    apply([record, ...known]) {
      const next = readLedger(record);
      const writes = ids.map((id, index) => [RECORDS + id, edit(next, id, known[index])]);
      finish(next);
      ledger = next;
      return Object.fromEntries([...writes, [RECORDS, next]]);
    },
  });

  function hold(events: readonly Outgoing[], dropped: Drops = {}): Change {
    const drops = { ...dropped };
    const sound = takeSound(events, drops);
    const edit = (next: Ledger, id: string, record: unknown): unknown => {
      if (record) return record;
      const event = sound.get(id)!;
      const stamped = withoutPrototype({
        ...event,
        context: { ...event.context, delivery: { seq: ++next.seq } },
      });
      next.held++;
      next.bytes += getSize(stamped);
      if (held.size < AT_HAND) held.set(id, stamped);
      return stamped;
    };
    const ids = [...sound.keys()];
    if (!ids.length && !Object.keys(drops).length) return { keys: [], apply: () => ({}) };
    return share(ids, edit, (next) => {
      addDrops(next, drops);
      if (trimming || !isOver(next.held, next.bytes)) return;
      trimming = true;
      // Once this transaction is over: from inside of it, the other records cannot be listed.
      queueMicrotask(() => void load());
    });
  }

  const letGo = (gone: Gone, patch: Partial<Ledger>): Change =>
    share(
      [...gone.keys()],
      (next, id, record) => {
        held.delete(id);
        // Otherwise another tab was faster.
        if (record !== undefined) {
          next.held--;
          next.bytes -= getSize(record);
          const reason = gone.get(id);
          if (reason) addDrops(next, { [reason]: 1 });
        }
        return undefined;
      },
      (next) => Object.assign(next, patch),
    );

  async function load(): Promise<readonly Outgoing[]> {
    const listed = await store.list(RECORDS);
    const records = new Map(listed.map(([key, record]) => [key.slice(RECORDS.length), record]));
    trimming = false;
    ledger = readLedger(records.get(""));
    records.delete("");
    const { queue, bytes, gone } = triageRecords(records, clock.now());
    const kept = new Set(queue.map(({ messageId }) => messageId));
    for (const id of held.keys()) if (!kept.has(id)) held.delete(id);
    if (gone.size || ledger.held !== queue.length || ledger.bytes !== bytes)
      await store.update(letGo(gone, { held: queue.length, bytes }));
    return queue;
  }

  return {
    hold,
    load,
    waiting: () => [...held.values()].sort(inOrder),
    forget(ids) {
      for (const id of ids) held.delete(id);
    },
    settle(gone, pause) {
      const { keys, apply } = letGo(gone, pause);
      // What was emptied meanwhile, since the user wants none of it, stays empty.
      return store.update({
        keys,
        apply: (values) => (values.some((value) => value !== undefined) ? apply(values) : {}),
      });
    },
    ledger: () => ledger,
    get storage() {
      return store.kind;
    },
  };
}

/** The events that can be held, by their message ids; the others are counted in `drops`. */
function takeSound(events: readonly Outgoing[], drops: Drops): Map<string, Outgoing> {
  const sound = new Map<string, Outgoing>();
  for (const event of events) {
    const reason = getRefusal(event);
    if (reason) addDrops(drops, { [reason]: 1 });
    // As JSON has it: a function in the properties would fail the whole transaction.
    else sound.set(event.messageId, fromJson(toJson(event)) as Outgoing);
  }
  return sound;
}
