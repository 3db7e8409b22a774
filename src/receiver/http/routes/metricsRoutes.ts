import { Hono, type MiddlewareHandler } from "hono";
import type { Rejection } from "../../ingest/readBatch.ts";
import { getCode } from "../replyTo.ts";

/** Upper bounds in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export interface Metrics {
  /** `GET /metrics`, in the text format of Prometheus. */
  readonly routes: Hono;
  /** Times what it is put before, and counts what is refused. */
  readonly watch: MiddlewareHandler;
  /** Events were stored, of which so many were new. */
  countStored(events: number, fresh: number): void;
  /** Events were put into the log. */
  countLogged(events: number): void;
  countRejected(rejected: readonly Rejection[]): void;
  /** A request outside of what is watched was refused. */
  countRefused(code: string): void;
}

export interface MetricsOptions {
  /** Events that pages gave up, by reason; `undefined` where there is no database. */
  readonly getDrops: () => Promise<ReadonlyMap<string, number> | undefined>;
  /** Pieces in the log that are not stored yet; 0 where there is no log. */
  readonly getWaiting: () => Promise<number>;
}

/** Counts since this process began, but for what is read where it stands: what the SDK has dropped, and what waits. */
export function createMetrics({ getDrops, getWaiting }: MetricsOptions): Metrics {
  let accepted = 0;
  let logged = 0;
  let duplicates = 0;
  const rejected = new Map<string, number>();
  const refused = new Map<string, number>();
  const times = createHistogram();

  const write = async (): Promise<string> =>
    [
      ...describe("milepost_events_accepted_total", "counter", "Events stored.", accepted),
      ...describe(
        "milepost_events_duplicate_total",
        "counter",
        "Events that were stored already.",
        duplicates,
      ),
      ...describe("milepost_events_rejected_total", "counter", "Events refused for good.", [
        "code",
        rejected,
      ]),
      ...describe("milepost_requests_refused_total", "counter", "Requests refused whole.", ["code", refused]),
      ...describeDrops(await getDrops().catch(() => undefined)),
      ...describeLog(logged, await getWaiting().catch(() => undefined)),
      ...times.describe("milepost_ingest_seconds", "From the request to the commit."),
      "",
    ].join("\n");

  return {
    routes: new Hono().get("/metrics", async (c) =>
      c.text(await write(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
    ),
    async watch(c, next) {
      const start = performance.now();
      await next();
      if (c.req.method === "POST") times.note((performance.now() - start) / 1000);
      if (c.error) add(refused, getCode(c.error) ?? "unavailable");
    },
    countStored(events, fresh) {
      accepted += fresh;
      duplicates += events - fresh;
    },
    countLogged(events) {
      logged += events;
    },
    countRefused: (code) => add(refused, code),
    countRejected(bad) {
      for (const { code } of bad) add(rejected, code);
    },
  };
}

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

type Value = number | readonly [label: string, counts: ReadonlyMap<string, number>];

/** Labels are names of our own: nothing in them has to be escaped. */
function describe(name: string, type: string, help: string, value: Value): string[] {
  const lines =
    typeof value === "number"
      ? [`${name} ${value}`]
      : [...value[1]].map(([label, count]) => `${name}{${value[0]}="${label}"} ${count}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

const DROPPED = "Events that pages gave up, as they say themselves.";

/** A database that does not answer leaves out what it would be asked, and nothing else. */
const describeDrops = (drops: ReadonlyMap<string, number> | undefined): string[] =>
  drops ? describe("milepost_sdk_dropped_total", "counter", DROPPED, ["reason", drops]) : [];

/** A log that does not answer leaves out what waits in it. */
const describeLog = (logged: number, waiting: number | undefined): string[] => [
  ...describe("milepost_events_logged_total", "counter", "Events put into the log.", logged),
  ...(waiting === undefined
    ? []
    : describe("milepost_log_waiting", "gauge", "Pieces in the log that are not stored yet.", waiting)),
];

interface Histogram {
  note(seconds: number): void;
  describe(name: string, help: string): string[];
}

function createHistogram(): Histogram {
  const counts = BUCKETS.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    note(seconds) {
      BUCKETS.forEach((bound, i) => {
        if (seconds <= bound) counts[i]!++;
      });
      count++;
      sum += seconds;
    },
    describe: (name, help) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} histogram`,
      ...BUCKETS.map((bound, i) => `${name}_bucket{le="${bound}"} ${counts[i]}`),
      `${name}_bucket{le="+Inf"} ${count}`,
      `${name}_sum ${sum}`,
      `${name}_count ${count}`,
    ],
  };
}
