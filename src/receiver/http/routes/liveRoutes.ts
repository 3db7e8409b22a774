import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { type Arrival, getArrivals, getLatest } from "../../database/arrivals.ts";
import type { Database } from "../../database/database.ts";
import { createGate } from "../../lib/gate.ts";
import { createPaced } from "../../lib/paced.ts";
import { Refusal } from "../../lib/refusal.ts";
import { createShared } from "../../lib/shared.ts";
import { createOverviews } from "../../overview/createOverviews.ts";
import type { About, Overview } from "../../overview/getOverview.ts";
import type { JourneyMap } from "../../overview/journeyMap.ts";
import { createViewer, type Message, type Viewer } from "../viewer.ts";

/** Rows that a page starts with, and keeps; of a burst it is told the last of them. */
const LATEST = 100;
/** Milliseconds in which a burst of events becomes one message. */
const GATHER = 200;
/** Milliseconds between two notices that figures have changed: who shows some asks for them again. */
const NOTICE = 1_500;
/** Of the time of its connection. */
const SHARE = 0.04;
/** Milliseconds that an open page waits at the most for what has come. */
const LONGEST = 10_000;
/** Milliseconds after which a page comes again when its stream broke. */
const RETRY = 1_000;
/** Pages that are open at once. */
const MOST_VIEWERS = 200;

export interface LiveOptions {
  readonly database: Database;
  readonly journey?: JourneyMap;
  readonly product?: string;
  readonly sample?: string;
  readonly madeUp?: () => number;
  readonly onError: (error: unknown) => void;
}

export interface Live {
  readonly routes: Hono;
  /** Tells all open pages of new rows. */
  readonly tell: (seqs: readonly string[]) => void;
  /** Tells all open pages that figures are other ones than before. */
  readonly tellFigures: () => void;
  /** Lets all open pages begin anew: rows that they show may be gone. */
  readonly restart: () => void;
  /** Ends all streams. */
  readonly close: () => Promise<void>;
}

/**
 * `GET /live`: what arrives, as server-sent events. A stream begins with the latest rows, or after a break with those
 * since the last one seen. `rows` carries arrivals, `anew` those that stand in place of all before, and `overview` the
 * state of the journey; `figures` says that those under `/v1/figures` have changed. A row that is stored while a stream begins may come twice, and is known by its number. Nothing
 * is read while nobody looks, and never two things at once; a page that is slow is told less.
 */
export function createLive(options: LiveOptions): Live {
  const { database, journey, onError } = options;
  const viewers = new Set<Viewer>();
  let waiting: string[] = [];
  let figures = 0;
  const notices = createPaced({ work: sendNotice, gather: NOTICE, share: SHARE });
  const rows = createPaced({ work: sendRows, gather: GATHER, share: SHARE, longest: LONGEST });
  const overviews = createOverviews({
    queries: database.aside,
    journey,
    longest: LONGEST,
    onLook: (overview) => sendAll([toMessage(overview, options)]),
    onError,
  });

  // After a restart all pages that were open come at once.
  const readings = createShared<Arrival[]>(createGate(1, MOST_VIEWERS), 0);
  const getShared = (after: string): Promise<Arrival[]> =>
    readings.run(after, () => getLatest(database.aside, after, LATEST));

  // Whoever opens the first page finds it there.
  overviews.ask();

  function sendAll(messages: readonly Message[]): void {
    for (const viewer of viewers) viewer.send(messages);
  }

  async function sendNotice(): Promise<void> {
    figures += 1;
    sendAll([{ event: "figures", data: `${figures}` }]);
  }

  async function sendRows(): Promise<void> {
    const seqs = waiting;
    waiting = [];
    if (viewers.size === 0 || seqs.length === 0) return;
    try {
      sendAll(toRows("rows", await getArrivals(database.aside, seqs)));
    } catch (error) {
      onError(error);
    }
  }

  const routes = new Hono();
  routes.get("/live", (c) => {
    if (viewers.size >= MOST_VIEWERS) throw new Refusal("streams-exceeded", 60);
    return streamSSE(
      c,
      async (stream) => {
        const seen = c.req.header("last-event-id") ?? "";
        const after = /^\d{1,18}$/.test(seen) ? seen : "0";
        const viewer = createViewer({
          begin: async () => {
            const [latest, overview] = await Promise.all([getShared(after), overviews.get()]);
            return [...toRows("rows", latest), ...(overview ? [toMessage(overview, options)] : [])];
          },
          write: (message) => stream.writeSSE(message),
          catchUp: async () => toRows("anew", await getShared("0")),
          onError,
        });
        stream.onAbort(viewer.end);
        viewers.add(viewer);
        try {
          await viewer.ended;
        } finally {
          viewers.delete(viewer);
        }
      },
      async (error) => onError(error),
    );
  });

  return {
    routes,
    tell(seqs) {
      if (viewers.size === 0) return;
      waiting = [...waiting, ...seqs].slice(-LATEST);
      rows.ask();
      overviews.ask();
    },
    tellFigures() {
      if (viewers.size > 0) notices.ask();
    },
    restart() {
      if (viewers.size === 0) return;
      waiting = [];
      getLatest(database.aside, "0", LATEST).then((latest) => sendAll(toRows("anew", latest)), onError);
      overviews.ask();
    },
    async close() {
      for (const viewer of viewers) viewer.end();
      await Promise.all([rows.stop(), overviews.stop(), notices.stop()]);
    },
  };
}

/** Nothing to tell is no message; but that nothing is left is one. */
function toRows(event: "rows" | "anew", arrivals: ReadonlyArray<{ readonly seq: string }>): Message[] {
  const last = arrivals.at(-1);
  if (last === undefined && event === "rows") return [];
  return [{ event, data: JSON.stringify(arrivals), ...(last && { id: last.seq }) }];
}

const toMessage = (
  overview: Overview,
  { database: { place }, product, sample, madeUp }: LiveOptions,
): Message => ({
  event: "overview",
  data: JSON.stringify({
    ...overview,
    place,
    product,
    sample,
    madeUp: madeUp?.(),
  } satisfies Overview & About),
  retry: RETRY,
});
