import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { listen, type Running } from "./http/listen.ts";
import { askOperator } from "./http/operator.ts";
import { createReplyTo } from "./http/replyTo.ts";
import { createApi } from "./http/routes/eventRoutes.ts";
import { createHealthRoutes } from "./http/routes/healthRoutes.ts";
import { createMetrics } from "./http/routes/metricsRoutes.ts";
import { sealReplies } from "./http/seal.ts";
import { type Intake, openIntake } from "./ingest/openIntake.ts";
import { createKeys, type KeysOptions } from "./keys/keys.ts";
import { createErrorLog, type ErrorLog } from "./lib/errorLog.ts";
import { chooseNames, type Guards } from "./lib/hosts.ts";
import { createLines, type LinesOptions } from "./lib/lines.ts";
import { createTurns } from "./lib/threadTurns.ts";

export type IngestOptions = Pick<KeysOptions, "origins" | "now"> &
  LinesOptions &
  Guards & {
    readonly keys?: KeysOptions["keys"];
    readonly port: number;
    readonly host?: string;
    /** Addresses of the log's servers. */
    readonly log?: string;
    readonly proxies?: number;
  };

/**
 * Takes events in and puts them into the log, and nothing else: any number of these keep nothing, and go on without the
 * database.
 * @throws {LogUnavailable} where the log lets nobody in.
 */
export async function startIngest(options: IngestOptions): Promise<Running & { readonly place: string }> {
  const { log: url, port, host, now = Date.now } = options;
  if (url === undefined)
    throw new Error(
      "MILEPOST_ONLY: found ingest without MILEPOST_LOG, expected a log from which others store",
    );
  const log = createErrorLog(now, createLines(options));
  const metrics = createMetrics({
    getDrops: async () => undefined,
    getWaiting: async () => intake.getWaiting?.() ?? 0,
  });
  const intake = await openIntake({ log: url, ...metrics, onError: log });
  const app = createApp({ ...options, now }, { intake, metrics, log });
  const server = await listen(app, port, host, chooseNames(options)).catch(async (error: unknown) => {
    await intake.close();
    throw error;
  });
  return {
    url: server.url,
    place: intake.place ?? "",
    async close() {
      await server.close();
      await intake.close();
    },
  };
}

interface Parts {
  readonly intake: Intake;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly log: ErrorLog;
}

function createApp(
  options: IngestOptions & { readonly now: () => number },
  { intake, metrics, log }: Parts,
): Hono<{ Bindings: HttpBindings }> {
  const { password, proxies, now } = options;
  const keys = createKeys(options);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError(createReplyTo(log));
  app.route(
    "/",
    createHealthRoutes(async () => intake.getWaiting?.()),
  );
  app.use("/v1/*", sealReplies);
  app.use("/v1/*", metrics.watch);
  const turns = createTurns();
  const onRejected = metrics.countRejected;
  app.route("/v1", createApi({ keys, proxies, now, log, turns, store: intake.store, onRejected }));
  const write = createLines(options);
  const operator = askOperator({ password, now, proxies, onRefused: metrics.countRefused, write });
  if (operator) app.use(operator);
  app.route("/", metrics.routes);
  return app;
}
