import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { TemporaryPostgres } from "../../examples/temporaryPostgres.ts";
import { startLoader } from "../loader.ts";
import { type Attempt, mb, ms, type Outcome, type Row } from "../row.ts";
import { type RunningReceiver, startReceiver } from "../startReceiver.ts";

const LIMIT = 5_000;

async function query(
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
async function whenWell(receiver: RunningReceiver): Promise<number> {
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
async function compare(url: string, acknowledged: ReadonlySet<string>): Promise<readonly [number, number]> {
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
  full: 10,
  small: 1,
  async run({ times, startPostgres }: Attempt): Promise<Outcome> {
    const postgres = await startPostgres();
    if (!postgres) return { tries: 0, figures: { "left out": "no PostgreSQL here" }, broken: [] };
    const receiver = await startReceiver({ databaseUrl: postgres.url });
    const broken: string[] = [];
    const figures: Record<string, string> = {};
    let tries = 0;
    try {
      const loader = startLoader(receiver.url, 8);
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
      await loader.stop();
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
    const receiver = await startReceiver({ databaseUrl: postgres.url });
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
    try {
      const before = await receiver.look();
      await take("/healthz");
      const thaw = postgres.freeze();
      const asked = Array.from({ length: times }, () => take("/v1/batch", { method: "POST", body }));
      asked.push(take("/healthz"), take("/healthz"));
      const answers = await Promise.all(asked);
      const { memory } = await receiver.look();
      thaw();
      const slow = answers.filter(({ took }) => took > limit).length;
      const wrong = answers.filter(({ status, after }) => status !== 503 || !after).length;
      if (slow > 0) broken.push(`${slow} of ${answers.length} were answered later than ${ms(limit)}`);
      if (wrong > 0) broken.push(`${wrong} were not told when to come again`);
      if ((await whenWell(receiver)) > LIMIT) broken.push("not back within 5 s");
      const rise = memory - before.memory;
      if (rise > 300 * 1_048_576) broken.push(`memory rose by ${mb(rise)}`);
      const took = Math.max(...answers.map((answer) => answer.took));
      return {
        tries: answers.length,
        figures: { "answered within": ms(took), "memory rose by": mb(rise) },
        broken,
      };
    } finally {
      await receiver.close();
      postgres.stop();
    }
  },
};
