import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Database } from "../database/database.ts";
import { type Arrival, getArrivals, getLatest } from "../database/events.ts";
import { getOverview, type Overview } from "../overview/getOverview.ts";
import type { JourneyMap } from "../overview/journeyMap.ts";

/** Rows that a page starts with, and keeps. */
const LATEST = 100;
/** Milliseconds in which a burst of events becomes one message. */
const GATHER = 200;

export interface LiveOptions {
  readonly database: Database;
  readonly journey: JourneyMap | undefined;
  readonly product: string | undefined;
}

export interface Live {
  readonly routes: Hono;
  /** Tells all open pages of new rows. */
  readonly tell: (seqs: readonly string[]) => void;
  /** Ends all streams. */
  readonly close: () => void;
}

interface Message {
  readonly arrivals: readonly Arrival[];
  readonly overview: Overview;
}

/**
 * `GET /live`: what arrives, as server-sent events. A stream begins with the latest rows, or after a break with those
 * since the last one seen. `rows` carries arrivals, `overview` the state of the journey that they lead to. A row that
 * is stored while a stream begins may come twice, and is known by its number.
 */
export function createLive({ database, journey, product }: LiveOptions): Live {
  const listeners = new Set<(message: Message) => Promise<void>>();
  const ending = new AbortController();
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const read = async (arrivals: Promise<readonly Arrival[]>): Promise<Message> => ({
    arrivals: await arrivals,
    overview: await getOverview(database, journey),
  });
  const flush = async () => {
    const seqs = waiting;
    waiting = [];
    timer = undefined;
    const message = await read(getArrivals(database, seqs));
    await Promise.all([...listeners].map((listener) => listener(message)));
  };

  const routes = new Hono();
  routes.get("/live", (c) =>
    streamSSE(c, async (stream) => {
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        ending.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      const send = async ({ arrivals, overview }: Message) => {
        const last = arrivals.at(-1);
        if (last) await stream.writeSSE({ event: "rows", id: last.seq, data: JSON.stringify(arrivals) });
        const data = JSON.stringify({ ...overview, product, place: database.place });
        await stream.writeSSE({ event: "overview", data });
      };
      listeners.add(send);
      const seen = c.req.header("last-event-id") ?? "";
      await send(await read(getLatest(database, /^\d{1,18}$/.test(seen) ? seen : "0", LATEST)));
      await ended;
      listeners.delete(send);
    }),
  );

  return {
    routes,
    tell(seqs) {
      if (listeners.size === 0) return;
      waiting.push(...seqs);
      timer ??= setTimeout(() => flush().catch(console.error), GATHER);
    },
    close() {
      clearTimeout(timer);
      ending.abort();
    },
  };
}
