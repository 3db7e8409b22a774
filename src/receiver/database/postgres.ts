import pg from "pg";
import {
  ASIDE_PATIENCE_MS,
  type Database,
  DatabaseUnavailable,
  type Listening,
  PATIENCE_MS,
  type Row,
  within,
} from "./database.ts";
import { createPlans, type Plans } from "./plans.ts";

/** Connections for what is asked and stored; more of them only wait for the same disk. */
const CONNECTIONS = 8;
/** More statements at once than the server has cores take longer together. */
const LANES = 3;
/** For what may take seconds, and for the small look that somebody waits for meanwhile. */
const ASIDE_CONNECTIONS = 2;
/** Milliseconds after which a connection that listened and broke is made again. */
const AGAIN_MS = 1_000;
/** Milliseconds that the server gives a transaction in which nobody asks anything. */
const IDLE_MS = 10_000;

/** A PostgreSQL server, by its connection string. */
export function openPostgres(url: string): Database {
  const pool = createPool(url, CONNECTIONS, PATIENCE_MS);
  const aside = createPool(url, ASIDE_CONNECTIONS, ASIDE_PATIENCE_MS);
  const ask = createAsk();
  return {
    query: (sql, params, often) => borrow(pool, PATIENCE_MS, (client) => ask(client, sql, params, often)),
    aside: {
      query: (sql, params) => borrow(aside, ASIDE_PATIENCE_MS, (client) => ask(client, sql, params)),
    },
    lanes: LANES,
    isShared: true,
    listen: (channel, listening) => listen(url, channel, listening),
    place: "PostgreSQL",
    transaction: (work, patience = PATIENCE_MS) =>
      borrow(pool, patience, async (client) => {
        await client.query("begin");
        try {
          // Ours is the pool's own limit unless more is asked for.
          if (patience !== PATIENCE_MS) await client.query(`set local statement_timeout = ${patience}`);
          const result = await work({ query: (...asked) => ask(client, ...asked) });
          await client.query("commit");
          return result;
        } catch (error) {
          await client.query("rollback").catch(() => {});
          throw error;
        }
      }),
    // Its autovacuum and the recycling of its log do that.
    scrub: async () => {},
    async close() {
      await Promise.all([pool.end(), aside.end()]);
    },
  };
}

/** On a connection of its own, which comes again when it breaks. */
function listen(url: string, channel: string, { onText, onBegin }: Listening): () => Promise<void> {
  let end = async (): Promise<void> => {};
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  function connect(): void {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: PATIENCE_MS,
      keepAlive: true,
    });
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      client.end().catch(() => {});
      if (!isOver) timer = setTimeout(connect, AGAIN_MS);
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ payload = "" }) => onText(payload));
    client
      .connect()
      .then(() => client.query(`listen ${channel}`))
      .then(onBegin, lose);
    end = () => client.end().catch(() => {});
  }

  connect();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await end();
  };
}

/** @param patience Milliseconds after which the server ends a statement by itself, so that none outlives who asked. */
function createPool(connectionString: string, max: number, patience: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: PATIENCE_MS,
    statement_timeout: patience,
    idle_in_transaction_session_timeout: IDLE_MS,
    keepAlive: true,
  });
  // A connection that breaks while idle raises here and would end the process; the pool has already replaced it.
  pool.on("error", () => {});
  // While one is lent the pool does not listen to it, and an `error` that nobody listens to ends the process too.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A connection for as long as `work` takes. One that broke, or did not answer in time, is thrown away. */
async function borrow<T>(
  pool: pg.Pool,
  patience: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const until = performance.now() + patience;
  const client = await pool.connect().catch((cause: unknown) => {
    throw new DatabaseUnavailable("No connection", { cause });
  });
  let broken = false;
  const onError = (): void => {
    broken = true;
  };
  client.on("error", onError);
  try {
    return await within(Math.max(1, until - performance.now()), work(client));
  } catch (error) {
    broken ||= !isAnswer(error);
    throw broken && !(error instanceof DatabaseUnavailable)
      ? new DatabaseUnavailable("The connection broke", { cause: error })
      : error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Did the server itself say no? Only then is the connection still of use. Its class 57 says that it goes away. */
const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code !== undefined && !/^57P|^25P03/.test(error.code);

type Ask = <R extends Row>(
  client: pg.PoolClient,
  sql: string,
  params?: readonly unknown[],
  often?: string,
) => Promise<R[]>;

/** A pooler in between may lend another session to each transaction: there no plan is found again, and none is kept. */
const isLost = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(26000|42P05)$/.test(error.code ?? "");

function createAsk(): Ask {
  const sessions = new WeakMap<pg.PoolClient, Plans>();
  let keeps = true;

  function getPlans(client: pg.PoolClient): Plans {
    const known = sessions.get(client) ?? createPlans();
    sessions.set(client, known);
    return known;
  }

  return async <R extends Row>(
    client: pg.PoolClient,
    sql: string,
    params: readonly unknown[] = [],
    often?: string,
  ) => {
    const plan = often === undefined || !keeps ? undefined : getPlans(client).next(often);
    try {
      if (plan?.old) await client.query(`deallocate ${plan.old}`);
      const asked = { text: sql, values: [...params], ...(plan && { name: plan.name }) };
      return (await client.query<R>(asked)).rows;
    } catch (error) {
      if (isLost(error)) keeps = false;
      throw error;
    }
  };
}
