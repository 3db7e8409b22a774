import { setTimeout as wait } from "node:timers/promises";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import type { TemporaryNats } from "../../receiver/temporaryNats.ts";
import { type ForkedReceiver, forkReceiver } from "../forkReceiver.ts";
import { startLoader } from "../loader.ts";
import { type Attempt, ms, type Outcome, type Row } from "../row.ts";
import { compare } from "./database.ts";

const SERVERS = 3;
const STREAM = "milepost";
/** Milliseconds until nothing waits any more, once nothing more is sent. */
const LIMIT = 60_000;

/** What the log says of itself: whether each server has all of it, and how many entries are not stored. */
interface Look {
  readonly isWhole: boolean;
  readonly waiting: number;
  /** Which server all is said to first. */
  readonly leader: number;
}

async function look({ url }: TemporaryNats): Promise<Look | undefined> {
  const servers = url.split(",");
  const connection = await connect({ servers, timeout: 2_000, maxReconnectAttempts: 2 }).catch(
    () => undefined,
  );
  try {
    if (connection === undefined) return undefined;
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 2_000 });
    const { cluster, state } = await manager.streams.info(STREAM);
    const replicas = cluster?.replicas ?? [];
    return {
      isWhole:
        replicas.length === SERVERS - 1 && replicas.every(({ current, offline }) => current && !offline),
      waiting: state.messages,
      leader: Number(cluster?.leader?.slice(1) ?? 0),
    };
  } catch {
    return undefined;
  } finally {
    await connection?.close().catch(() => {});
  }
}

/** Milliseconds until it is so. */
async function when(nats: TemporaryNats, is: (look: Look) => boolean): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < LIMIT) {
    const found = await look(nats);
    if (found && is(found)) return performance.now() - begin;
    await wait(100);
  }
  return Number.POSITIVE_INFINITY;
}

export const failingLog: Row = {
  name: "failing-log",
  promise:
    "a server of a log of three that is killed under load, and a receiver that stores from it, lose nothing and double nothing",
  full: 20,
  small: 1,
  async run({ times, load, startPostgres, startNats }: Attempt): Promise<Outcome> {
    const nats = await startNats(SERVERS);
    const postgres = nats && (await startPostgres());
    if (!nats || !postgres) {
      await nats?.stop();
      return { tries: 0, figures: { "left out": "no nats-server or no PostgreSQL here" }, broken: [] };
    }
    const broken: string[] = [];
    const running = new Set<ForkedReceiver>();
    const open = async (options: Parameters<typeof forkReceiver>[0]): Promise<ForkedReceiver> => {
      const receiver = await forkReceiver({ log: nats.url, ...options });
      running.add(receiver);
      return receiver;
    };
    try {
      const door = await open({ only: "ingest" });
      const storers = [await open({ databaseUrl: postgres.url }), await open({ databaseUrl: postgres.url })];
      const loader = startLoader(door.url, { ...load, lanes: Math.min(4, load.lanes) });
      const whole: number[] = [];
      for (let time = 0; time < times; time++) {
        await wait(300);
        // Each in turn, and every other time the one that leads.
        const server = time % 2 === 0 ? ((await look(nats))?.leader ?? 0) : time % SERVERS;
        await nats.kill(server);
        await wait(1_000);
        await nats.start(server);
        // A majority has to be there when the next one goes.
        whole.push(await when(nats, ({ isWhole }) => isWhole));
      }
      for (let time = 0; time < times; time++) {
        await wait(300);
        const [one] = storers.splice(0, 1);
        running.delete(one!);
        await one!.kill();
        storers.push(await open({ databaseUrl: postgres.url }));
      }
      const left = await loader.stop();
      if (left !== undefined) broken.push(`not all was taken: ${left}; its log: ${door.log()}`);
      const lag = await when(nats, ({ waiting }) => waiting === 0);
      if (lag > LIMIT) broken.push(`after a minute ${(await look(nats))?.waiting} entries wait`);
      if (!Number.isFinite(Math.max(...whole))) broken.push("a server that came again did not catch up");
      const [missing, doubled] = await compare(postgres.url, loader.acknowledged);
      if (missing > 0 || doubled > 0) broken.push(`${missing} missing, ${doubled} doubled`);
      const figures = {
        "whole again after": ms(Math.max(...whole)),
        "lag gone after": ms(lag),
        acknowledged: `${loader.acknowledged.size}`,
        missing: `${missing}`,
        doubled: `${doubled}`,
      };
      return { tries: 2 * times, figures, broken };
    } finally {
      await Promise.all([...running].map((receiver) => receiver.close()));
      await nats.stop();
      postgres.stop();
    }
  },
};
