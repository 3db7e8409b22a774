import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { TemporaryPostgres } from "../../receiver/temporaryPostgres.ts";
import { type ForkedReceiver, forkReceiver } from "../forkReceiver.ts";
import { startLoader } from "../loader.ts";
import { type Attempt, mb, ms, type Outcome, type Row } from "../row.ts";
import { startBystander } from "../startBystander.ts";

const LIMIT = 5_000;

export async function query(
  url: string,
  sql: string,
  params: readonly unknown[] = [],
): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, [...params])).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Milliseconds until it answers that it is well. */
export async function whenWell(receiver: ForkedReceiver): Promise<number> {
  const start = performance.now();
  while (receiver.isAlive() && performance.now() - start < 30_000) {
    const reply = await fetch(`${receiver.url}/healthz`).catch(() => undefined);
    await reply?.arrayBuffer();
    if (reply?.status === 200) return performance.now() - start;
    await wait(20);
  }
  return Number.POSITIVE_INFINITY;
}

type Harm = readonly [title: string, harm: (postgres: TemporaryPostgres) => void | Promise<void>];

const HARMS: readonly Harm[] = [
  [
    "its connections are ended",
    async ({ url }) => {
      await query(
        url,
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      );
    },
  ],
  ["it is restarted", ({ restart }) => restart()],
  ["it is killed", ({ kill }) => kill()],
];

/** What was acknowledged, and is not there, or there twice. */
export async function compare(
  url: string,
  acknowledged: ReadonlySet<string>,
): Promise<readonly [number, number]> {
  const [found] = await query(
    url,
    "select count(distinct message_id)::int as there, count(*)::int as rows from events where message_id = any($1::text[])",
    [[...acknowledged]],
  );
  return [acknowledged.size - found!.there, found!.rows - found!.there];
}

export const failingDatabase: Row = {
  name: "failing-database",
  promise:
    "a PostgreSQL whose connections end, that is restarted or killed under load, ends nothing and loses nothing",
  full: 20,
  small: 1,
  async run({ times, load, startPostgres }: Attempt): Promise<Outcome> {
    const postgres = await startPostgres();
    if (!postgres) return { tries: 0, figures: { "left out": "no PostgreSQL here" }, broken: [] };
    const receiver = await forkReceiver({ databaseUrl: postgres.url });
    const broken: string[] = [];
    const figures: Record<string, string> = {};
    let tries = 0;
    try {
      const loader = startLoader(receiver.url, load);
      for (const [title, harm] of HARMS) {
        const back: number[] = [];
        for (let time = 0; time < times; time++) {
          tries += 1;
          await wait(300);
          await harm(postgres);
          back.push(await whenWell(receiver));
        }
        if (!receiver.isAlive()) broken.push(`${title}: the receiver died`);
        const longest = Math.max(...back);
        if (longest > LIMIT) broken.push(`${title}: back after ${ms(longest)}`);
        figures[`back when ${title}`] = ms(longest);
      }
      const left = await loader.stop();
      if (left !== undefined) broken.push(`not all was taken: ${left}; its log: ${receiver.log()}`);
      const [missing, doubled] = await compare(postgres.url, loader.acknowledged);
      if (missing > 0 || doubled > 0) broken.push(`${missing} missing, ${doubled} doubled`);
      Object.assign(figures, {
        acknowledged: `${loader.acknowledged.size}`,
        missing: `${missing}`,
        doubled: `${doubled}`,
      });
      return { tries, figures, broken };
    } finally {
      await receiver.close();
      postgres.stop();
    }
  },
};

/** Who is answered within so many milliseconds, whatever the database does. */
const ANSWERED = 2_000;

export const hangingDatabase: Row = {
  name: "hanging-database",
  promise:
    "a database that hangs lets everybody be answered within 2 s, health included, and fills no memory",
  full: 300,
  small: 60,
  async run({ times, startPostgres, longest }: Attempt): Promise<Outcome> {
    const postgres = await startPostgres();
    if (!postgres) return { tries: 0, figures: { "left out": "no PostgreSQL here" }, broken: [] };
    const receiver = await forkReceiver({ databaseUrl: postgres.url });
    const broken: string[] = [];
    // Other work on the machine is no fault of the receiver's.
    const limit = ANSWERED + longest;
    const body = JSON.stringify({
      writeKey: "attack",
      batch: Array.from({ length: 30 }, (_, n) => ({
        type: "track",
        event: "Hang",
        userId: `u${n}`,
        properties: { text: "x".repeat(30_000) },
      })),
    });
    const take = async (path: string, init?: RequestInit) => {
      const start = performance.now();
      const reply = await fetch(`${receiver.url}${path}`, init).catch(() => undefined);
      await reply?.arrayBuffer();
      return {
        status: reply?.status ?? 0,
        took: performance.now() - start,
        after: reply?.headers.get("retry-after"),
      };
    };
    const bystander = await startBystander(receiver.url);
    try {
      const before = await receiver.look();
      await wait(500);
      await bystander.look();
      const thaw = postgres.freeze();
      const flood = Array.from({ length: times }, () => take("/v1/batch", { method: "POST", body }));
      await wait(200);
      const health = await take("/healthz");
      const answers = [...(await Promise.all(flood)), health];
      // Long enough for several answers, should each take as long as it may.
      await wait(5_000);
      const fared = await bystander.look();
      const { memory } = await receiver.look();
      thaw();
      const slowest = Math.max(health.took, ...fared.times);
      // Those that were under way when it began to hang may have had their answer already.
      const hanging = fared.statuses.slice(fared.statuses.indexOf(503));
      const told = hanging.filter((status) => status !== 503).length;
      const wrong = answers.filter(({ status, after }) => status !== 503 || !after).length;
      if (slowest > limit) broken.push(`a bystander was answered after ${ms(slowest)}`);
      if (told > 0 || fared.times.length < 3)
        broken.push(`of ${fared.times.length} answers ${told} were no 503`);
      if (wrong > 0) broken.push(`${wrong} of ${answers.length} were not told when to come again`);
      if ((await whenWell(receiver)) > LIMIT) broken.push("not back within 5 s");
      const rise = memory - before.memory;
      if (rise > 300 * 1_048_576) broken.push(`memory rose by ${mb(rise)}`);
      const figures = { "answered within": ms(slowest), "memory rose by": mb(rise) };
      return { tries: answers.length, figures, broken };
    } finally {
      await bystander.close();
      await receiver.close();
      postgres.stop();
    }
  },
};
