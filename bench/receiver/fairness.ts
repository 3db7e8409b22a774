/**
 * What one write key that sends ten times its rate does to another, over two receivers of one PostgreSQL:
 * `npm run bench:fairness`. Quiet and flooded spans take turns, so that what else the machine does meets both alike. The
 * flood comes from a process of its own; what a refusal costs is told in CPU time of the receivers.
 */
import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { getQuantile } from "../../tests/attack/row.ts";
import { createEvent, post } from "../../tests/receiver/receiver.ts";
import { findPostgres, startPostgres } from "../../tests/receiver/temporaryPostgres.ts";
import { startProcess } from "./running.ts";

const SPANS = Number(process.env.SPANS ?? 4);
/** Milliseconds of a span. */
const SPAN = 6_000;
/** Milliseconds in which refusals are counted for what one costs. */
const COUNTED = 4_000;
const ORIGIN = "https://app.acme.example";
const LOUD = "https://loud.example";
const keys = {
  quiet: { origins: [ORIGIN] },
  loud: { origins: [LOUD], rate: { perSecond: 200, burst: 400 } },
};
const FLOOD = fileURLToPath(new URL("flood.ts", import.meta.url));

const programs = findPostgres();
if (!programs)
  throw new Error("PostgreSQL: found no server programs, expected those of a package as postgresql");
const postgres = await startPostgres(programs);
const given = { databaseUrl: postgres.url, keys };
const both = [await startProcess(given), await startProcess(given)];

async function sendQuiet(which: number): Promise<void> {
  const batch = Array.from({ length: 10 }, (_, i) => createEvent({ userId: `user-${i}` }));
  const reply = await post(`${both[which]!.url}/v1/batch`, { writeKey: "quiet", batch }, { origin: ORIGIN });
  await reply.arrayBuffer();
  if (reply.status !== 200) throw new Error(`A quiet batch: found ${reply.status}, expected 200`);
}

/** Twenty batches of ten events a second, to each receiver in turn; resolves to how long each took. */
async function sendQuietly(): Promise<number[]> {
  const took: number[] = [];
  const all: Array<Promise<void>> = [];
  const end = performance.now() + SPAN;
  for (let n = 0; performance.now() < end; n++) {
    const start = performance.now();
    all.push(sendQuiet(n % 2).then(() => void took.push(performance.now() - start)));
    await wait(Math.max(0, start + 50 - performance.now()));
  }
  await Promise.all(all);
  return took;
}

/** Batches of fifty events, one each so many milliseconds. */
async function flood(every: number, span: number): Promise<Readonly<Record<string, number>>> {
  const told = [
    "--import",
    "tsx",
    FLOOD,
    "loud",
    "50",
    `${every}`,
    `${span}`,
    LOUD,
    ...both.map(({ url }) => url),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, told);
  return JSON.parse(stdout);
}

const getCpu = async (): Promise<number> => {
  const looks = await Promise.all(both.map((one) => one.look()));
  return looks.reduce((sum, { cpu }) => sum + cpu, 0);
};

const alone: number[] = [];
const beside: number[] = [];
const statuses: Record<string, number> = {};
let perRefusal = 0;
try {
  await sendQuietly();
  await flood(25, SPAN);
  for (let span = 0; span < SPANS; span++) {
    alone.push(...(await sendQuietly()));
    // Two thousand events a second under a key that may send two hundred, over the whole span.
    const flooding = flood(25, SPAN + 2_000);
    await wait(1_000);
    beside.push(...(await sendQuietly()));
    for (const [status, count] of Object.entries(await flooding))
      statuses[status] = (statuses[status] ?? 0) + count;
  }
  const idle = await getCpu();
  const counted = await flood(1, COUNTED);
  perRefusal = ((await getCpu()) - idle) / Math.max(1, counted[429] ?? 0);
} finally {
  for (const receiver of both) await receiver.close();
  postgres.stop();
}
const describe = (took: readonly number[]): string =>
  [0.5, 0.9, 0.99].map((share) => `p${share * 100} ${getQuantile(took, share).toFixed(1)} ms`).join(", ");
console.log(`alone:          ${describe(alone)}   (${alone.length} batches)`);
console.log(`beside a flood: ${describe(beside)}   (${beside.length} batches)`);
console.log(
  `the flood:      ${Object.entries(statuses)
    .map(([status, count]) => `${status}: ${count}`)
    .join(", ")}`,
);
console.log(`a refusal:      ${(perRefusal * 1000).toFixed(3)} ms of CPU, with what is let through`);
