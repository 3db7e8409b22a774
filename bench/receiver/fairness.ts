/**
 * What one write key that sends ten times its rate does to another, over two receivers of one PostgreSQL:
 * `npm run bench:fairness`. Quiet and flooded spans take turns, so that what else the machine does meets both alike.
 */
import { setTimeout as wait } from "node:timers/promises";
import { forkReceiver } from "../../tests/attack/forkReceiver.ts";
import { getQuantile } from "../../tests/attack/row.ts";
import { createEvent, post } from "../../tests/receiver/receiver.ts";
import { findPostgres, startPostgres } from "../../tests/receiver/temporaryPostgres.ts";

const SPANS = Number(process.env.SPANS ?? 4);
/** Milliseconds of a span. */
const SPAN = 6_000;
const ORIGIN = "https://app.acme.example";
const keys = {
  quiet: { origins: [ORIGIN] },
  loud: { origins: [ORIGIN], rate: { perSecond: 200, burst: 400 } },
};

const programs = findPostgres();
if (!programs)
  throw new Error("PostgreSQL: found no server programs, expected those of a package as postgresql");
const postgres = await startPostgres(programs);
const both = [
  await forkReceiver({ databaseUrl: postgres.url, keys }),
  await forkReceiver({ databaseUrl: postgres.url, keys }),
];

const statuses = new Map<string, number>();
async function send(which: number, writeKey: string, events: number): Promise<void> {
  const batch = Array.from({ length: events }, (_, i) => createEvent({ userId: `user-${i}` }));
  const reply = await post(`${both[which]!.url}/v1/batch`, { writeKey, batch }, { origin: ORIGIN });
  await reply.arrayBuffer();
  const name = `${writeKey} ${reply.status}`;
  statuses.set(name, (statuses.get(name) ?? 0) + 1);
}

/** Begins one each so many milliseconds, however long they take; resolves to how long each took. */
async function keepSending(every: number, one: (n: number) => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  const all: Array<Promise<void>> = [];
  const end = performance.now() + SPAN;
  for (let n = 0; performance.now() < end; n++) {
    const start = performance.now();
    all.push(one(n).then(() => void took.push(performance.now() - start)));
    await wait(Math.max(0, start + every - performance.now()));
  }
  await Promise.all(all);
  return took;
}

/** Twenty batches of ten events a second, to each receiver in turn. */
const sendQuietly = (): Promise<number[]> => keepSending(50, (n) => send(n % 2, "quiet", 10));
/** Two thousand events a second under a key that may send two hundred. */
const flood = (): Promise<number[]> => keepSending(25, (n) => send(n % 2, "loud", 50));

const alone: number[] = [];
const beside: number[] = [];
try {
  await sendQuietly();
  await flood();
  statuses.clear();
  for (let span = 0; span < SPANS; span++) {
    alone.push(...(await sendQuietly()));
    const [took] = await Promise.all([sendQuietly(), flood()]);
    beside.push(...took);
  }
} finally {
  for (const receiver of both) await receiver.close();
  postgres.stop();
}
const describe = (took: readonly number[]): string =>
  [0.5, 0.9, 0.99].map((share) => `p${share * 100} ${getQuantile(took, share).toFixed(1)} ms`).join(", ");
console.log(`alone:          ${describe(alone)}   (${alone.length} batches)`);
console.log(`beside a flood: ${describe(beside)}   (${beside.length} batches)`);
console.log([...statuses].map(([name, count]) => `${name}: ${count}`).join(", "));
