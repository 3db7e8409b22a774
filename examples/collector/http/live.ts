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
/** Milliseconds after which a page comes again when its stream broke. */
const RETRY = 1_000;

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

/** A page that is open somewhere. */
interface Viewer {
  send(message: Message): Promise<void>;
  end(): void;
}

/**
 * `GET /live`: what arrives, as server-sent events. A stream begins with the latest rows, or after a break with those
 * since the last one seen. `rows` carries arrivals, `overview` the state of the journey that they lead to. A row that
 * is stored while a stream begins may come twice, and is known by its number.
 */
export function createLive({ database, journey, product }: LiveOptions): Live {
  const viewers = new Set<Viewer>();
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
    await Promise.all([...viewers].map((viewer) => viewer.send(message)));
  };

  const routes = new Hono();
  routes.get("/live", (c) =>
    streamSSE(c, async (stream) => {
      const viewer: Viewer = { send, end: () => {} };
      const ended = new Promise<void>((resolve) => {
        viewer.end = resolve;
        stream.onAbort(resolve);
      });
      viewers.add(viewer);
      const seen = c.req.header("last-event-id") ?? "";
      await send(await read(getLatest(database, /^\d{1,18}$/.test(seen) ? seen : "0", LATEST)));
      await ended;
      viewers.delete(viewer);

      async function send({ arrivals, overview }: Message): Promise<void> {
        const last = arrivals.at(-1);
        if (last !== undefined)
          await stream.writeSSE({ event: "rows", id: last.seq, data: JSON.stringify(arrivals) });
        const data = JSON.stringify({ ...overview, product, place: database.place });
        await stream.writeSSE({ event: "overview", data, retry: RETRY });
      }
    }),
  );

  return {
    routes,
    tell(seqs) {
      if (viewers.size === 0) return;
      waiting.push(...seqs);
      timer ??= setTimeout(() => flush().catch(console.error), GATHER);
    },
    close() {
      clearTimeout(timer);
      for (const viewer of viewers) viewer.end();
    },
  };
}
