import {
  AckPolicy,
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { connect, type NatsConnection, nanos } from "@nats-io/transport-node";
import type { StoredEvent } from "../database/events.ts";
import { type Log, type LogReader, LogUnavailable } from "./log.ts";
import { type LogAddress, readLogUrl } from "./readLogUrl.ts";

/** All receivers read as one: each entry goes to one of them. */
const CONSUMER = "milepost-store";
/** Servers that have each entry; two of them make a majority. */
const REPLICAS = 3;
/** Entries that one receiver has at a time. */
const AT_ONCE = 64;
/** Milliseconds after which an entry that nobody has said a word about goes to another receiver. */
const ACK_WAIT = 15_000;
/** Milliseconds after which one that could not be stored comes again. */
const AGAIN = 1_000;
/** Milliseconds that the servers have to agree on what there is: they may have started a moment ago. */
const START = 20_000;
/** Milliseconds between two tries at what failed. */
const RETRY = 500;
/** Milliseconds for which the servers hold a question for entries; a server that has gone is noticed after twice half of it. */
const HOLD = 5_000;
/** JetStream's code for a server that has no others beside it. */
const NOT_IN_A_CLUSTER = 10_074;

/**
 * A log in NATS JetStream, by the addresses of its servers. It makes its stream where there is none: on three servers
 * where they are a cluster, on one where it stands alone. Where there is one, it is left as it is.
 * @throws {LogUnavailable} where no server lets it in.
 */
export async function openJetStream(url: string): Promise<Log> {
  const address = readLogUrl(url);
  const connection = await join(address);
  const stream = { name: address.stream, subject: `${address.stream}.events` };
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    await prepare(manager, stream);
    return createLog(connection, manager, stream);
  } catch (cause) {
    await connection.close();
    throw unavailable(`MILEPOST_LOG: ${address.servers.join(", ")} made no stream`, cause);
  }
}

interface Stream {
  readonly name: string;
  readonly subject: string;
}

async function join({ servers, user, token, isSecure }: LogAddress): Promise<NatsConnection> {
  const who = user ? { user: user.name, pass: user.password } : token === undefined ? {} : { token };
  try {
    return await connect({
      servers: [...servers],
      ...who,
      ...(isSecure && { tls: {} }),
      name: "milepost receiver",
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      timeout: 5_000,
      // A machine that goes out says nothing.
      pingInterval: 5_000,
      maxPingOut: 2,
    });
  } catch (cause) {
    throw unavailable(`MILEPOST_LOG: no server of ${servers.join(", ")} lets it in`, cause);
  }
}

/** Makes what is missing. Servers that have just started answer once they have a leader. */
async function prepare(manager: JetStreamManager, { name, subject }: Stream): Promise<void> {
  const until = performance.now() + START;
  let replicas = REPLICAS;
  for (;;) {
    try {
      // An entry is gone once it is stored. What does not fit is refused, and not what was there before it.
      await manager.streams.info(name).catch((error: unknown) => {
        if (!(error instanceof JetStreamApiError) || error.status !== 404) throw error;
        return manager.streams.add({
          name,
          subjects: [subject],
          retention: RetentionPolicy.Workqueue,
          storage: StorageType.File,
          discard: DiscardPolicy.New,
          num_replicas: replicas,
        });
      });
      await addConsumer(manager, name);
      return;
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === NOT_IN_A_CLUSTER && replicas > 1) replicas = 1;
      else if (performance.now() > until) throw error;
      else await wait(RETRY);
    }
  }
}

const addConsumer = (manager: JetStreamManager, stream: string): Promise<unknown> =>
  manager.consumers.add(stream, {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ACK_WAIT),
    // An entry comes until it is stored, however often.
    max_deliver: -1,
    max_ack_pending: 10_000,
  });

function createLog(connection: NatsConnection, manager: JetStreamManager, { name, subject }: Stream): Log {
  const client = jetstream(connection);
  return {
    place: `${name} in NATS JetStream`,
    async append(events, ms) {
      const until = performance.now() + ms;
      const payload = JSON.stringify(events);
      for (;;) {
        const left = until - performance.now();
        if (left <= 0) throw new LogUnavailable(`No answer within ${Math.round(ms)} ms`);
        try {
          // The answer of a server that has gone does not come: there is time for another try.
          await client.publish(subject, payload, { timeout: Math.max(left / 2, Math.min(left, RETRY)) });
          return;
        } catch (error) {
          // It is full, or the entry is too large for it: that is no matter of time. 503 is one.
          if (error instanceof JetStreamApiError && error.status !== 503)
            throw unavailable("It refuses an entry", error);
          // While the servers choose a leader nobody listens.
          await wait(Math.min(RETRY / 5, Math.max(0, until - performance.now())));
        }
      }
    },
    async getWaiting() {
      try {
        const info = await manager.consumers.info(name, CONSUMER);
        return info.num_pending + info.num_ack_pending;
      } catch (cause) {
        throw unavailable("It does not say what waits", cause);
      }
    },
    read(reader) {
      const leaving = new AbortController();
      const reading = follow(reader, leaving.signal);
      return async () => {
        leaving.abort();
        await reading;
      };
    },
    async close() {
      await connection.drain().catch(() => connection.close());
    },
  };

  /** Until it is told to leave; where the stream or its consumer is gone, they are made anew. */
  async function follow(reader: LogReader, leaving: AbortSignal): Promise<void> {
    const taking = new Set<Promise<void>>();
    while (!leaving.aborted && !connection.isClosed()) {
      try {
        await pull(reader, leaving, taking);
      } catch (error) {
        if (leaving.aborted || connection.isClosed()) break;
        reader.onError(unavailable("It cannot be read", error));
        await wait(RETRY);
        await prepare(manager, { name, subject }).catch(() => {});
      }
    }
    await Promise.all(taking);
  }

  async function pull(reader: LogReader, leaving: AbortSignal, taking: Set<Promise<void>>): Promise<void> {
    const consumer = await client.consumers.get(name, CONSUMER);
    const messages = await consumer.consume({
      max_messages: AT_ONCE,
      expires: HOLD,
      idle_heartbeat: HOLD / 2,
      abort_on_missing_resource: true,
    });
    const leave = (): void => messages.stop();
    leaving.addEventListener("abort", leave);
    try {
      for await (const message of messages) {
        const one = take(message, reader).finally(() => taking.delete(one));
        taking.add(one);
        if (taking.size >= AT_ONCE) await Promise.race(taking);
      }
    } finally {
      leaving.removeEventListener("abort", leave);
    }
  }
}

/** A word that is lost on its way back lets the entry come again, and its events are known then. */
async function take(message: JsMsg, { take, onError }: LogReader): Promise<void> {
  try {
    await take({ events: message.json<StoredEvent[]>(), bytes: message.data.length });
    message.ack();
  } catch (error) {
    message.nak(AGAIN);
    onError(error);
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const unavailable = (text: string, cause: unknown): LogUnavailable =>
  cause instanceof LogUnavailable ? cause : new LogUnavailable(text, { cause });
