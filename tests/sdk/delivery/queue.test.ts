import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryStore } from "../../../src/sdk/browser/storage/memoryStore.ts";
import type { Outgoing } from "../../../src/sdk/delivery/envelope.ts";
import { createOutbox, type Outbox } from "../../../src/sdk/delivery/outbox.ts";
import { makeEvent } from "../../helpers/tab.ts";
import { createVirtualClock, settle, type VirtualClock } from "../../helpers/virtualClock.ts";

/** Sequences of what can happen to the queue. `QUEUE_RUNS=10000` for the long run. */
const RUNS = Number(process.env.QUEUE_RUNS ?? 200);
const DAY = 86_400_000;
const NO_PAUSE = { until: 0, tries: 0, fast: 0 };

/** What the queue is to be, as simply as it can be said: a list, and counts of what is not in it any more. */
interface Model {
  queue: Array<{ readonly id: string; readonly at: number; readonly urgent: boolean; readonly size: number }>;
  drops: Record<string, number>;
  /** How many were made, and how many of them held. */
  made: number;
  seq: number;
}

/** What it really is: one store, and a tab or two that have it open. */
interface Real {
  readonly clock: VirtualClock;
  readonly store: ReturnType<typeof createMemoryStore>;
  tabs: Outbox[];
}

type Step = fc.AsyncCommand<Model, Real, boolean>;

const getBytes = (event: unknown): number => Buffer.byteLength(JSON.stringify(event));

function drop(model: Model, ids: ReadonlySet<string>, reason: string | undefined): void {
  const gone = model.queue.filter(({ id }) => ids.has(id)).length;
  model.queue = model.queue.filter(({ id }) => !ids.has(id));
  if (reason && gone) model.drops[reason] = (model.drops[reason] ?? 0) + gone;
}

/** Keeps the newest that there is room for; of those, milestones, gaps and leads before all others. */
function trim(model: Model): void {
  const kept = new Set<string>();
  let bytes = 0;
  let seen = 0;
  const newest = model.queue.toReversed();
  for (const { id, size } of [
    ...newest.filter((one) => one.urgent),
    ...newest.filter((one) => !one.urgent),
  ]) {
    seen++;
    if (seen > 1_000 || bytes + size > 2_000_000) continue;
    bytes += size;
    kept.add(id);
  }
  drop(model, new Set(model.queue.map(({ id }) => id).filter((id) => !kept.has(id))), "overflow");
}

/** Both say the same: the same events in the same order, the same counts. */
async function compare(model: Model, { tabs, clock }: Real): Promise<void> {
  await settle();
  const old = model.queue.filter(({ at }) => at < clock.now() - 7 * DAY).map(({ id }) => id);
  drop(model, new Set(old), "expired");
  for (const tab of tabs) {
    const queue = await tab.load();
    expect(queue.map(({ messageId }) => messageId)).toEqual(model.queue.map(({ id }) => id));
    const { held, bytes, seq, until: _, tries: __, fast: ___, ...drops } = tab.ledger();
    expect({ held, drops }).toEqual({ held: model.queue.length, drops: model.drops });
    expect(bytes).toBe(queue.reduce((sum, event) => sum + getBytes(event), 0));
    expect(seq).toBeGreaterThanOrEqual(model.queue.length);
  }
}

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  toString: () => name,
  async run(model, real) {
    await run(model, real);
    await compare(model, real);
  },
});

const hold = (tab: number, count: number, length: number, urgent: boolean): Step =>
  command(`hold ${count} of ${length} by ${tab}${urgent ? ", urgent" : ""}`, async (model, real) => {
    const { clock, store, tabs } = real;
    const event = urgent ? "Milestone Reached" : "Invoice Sent";
    const events = Array.from({ length: count }, (): Outgoing => {
      const id = `e${model.made++}`;
      return makeEvent(id, clock.now(), { event, properties: { text: "ä".repeat(length / 2) } });
    });
    // Told twice, it is held once.
    const outbox = tabs[tab % tabs.length]!;
    await store.update(outbox.hold([...events, ...events.slice(0, 1)]));
    await store.update(outbox.hold(events.slice(-1)));
    if (getBytes(events[0]) > 32_000) {
      model.drops["too-large"] = (model.drops["too-large"] ?? 0) + count + 2;
      return;
    }
    for (const { messageId: id, context, ...event } of events) {
      const delivery = { seq: ++model.seq };
      const size = getBytes({ ...event, messageId: id, context: { ...context, delivery } });
      model.queue.push({ id, at: clock.now(), urgent, size });
    }
    await settle();
    trim(model);
  });

const settleSome = (tab: number, from: number, count: number, reason: "rejected" | undefined): Step =>
  command(`settle ${count} from ${from}${reason ? `, ${reason}` : ""}`, async (model, { tabs }) => {
    const ids = model.queue.slice(from, from + count).map(({ id }) => id);
    await tabs[tab % tabs.length]!.settle(new Map(ids.map((id) => [id, reason])), NO_PAUSE);
    drop(model, new Set(ids), reason);
  });

const corrupt = (at: number, with_: unknown): Step =>
  command(`corrupt ${at}`, async (model, { store }) => {
    const one = model.queue[at % Math.max(model.queue.length, 1)];
    if (!one) return;
    await store.update({ keys: [], apply: () => ({ [`out/${one.id}`]: with_ }) });
    drop(model, new Set([one.id]), "corrupt");
  });

const wait = (ms: number): Step =>
  command(`wait ${ms}`, async (_, { clock }) => {
    clock.shift(ms);
  });

const reopen = (tabs: number): Step =>
  command(`reopen ${tabs}`, async (_, real) => {
    const { store, clock } = real;
    real.tabs = Array.from({ length: tabs }, () => createOutbox({ store, clock }));
  });

const steps = fc.commands(
  [
    fc
      .tuple(
        fc.nat(1),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 0, 0, 0, 200, 200, 200, 9_000, 29_000, 33_000),
        fc.boolean(),
      )
      .map((given) => hold(...given)),
    fc
      .tuple(
        fc.nat(1),
        fc.nat(40),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom("rejected" as const, undefined),
      )
      .map((given) => settleSome(...given)),
    fc
      .tuple(fc.nat(99), fc.constantFrom<unknown>("x", 7, {}, [], null, { messageId: "e0" }))
      .map((given) => corrupt(...given)),
    fc.constantFrom(1_000, DAY, 3 * DAY, -DAY).map(wait),
    fc.integer({ min: 1, max: 2 }).map(reopen),
  ] as Array<fc.Arbitrary<Step>>,
  { maxCommands: 10 },
);

test("the queue is what a plain list would be, whatever happens to it", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      const clock = createVirtualClock();
      const store = createMemoryStore();
      const real: Real = { clock, store, tabs: [createOutbox({ store, clock })] };
      await fc.asyncModelRun(() => ({ model: { queue: [], drops: {}, made: 0, seq: 0 }, real }), drawn);
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
