import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Config } from "../sdk/config/schema.ts";
import type { Plan } from "../sdk/domain/plan/plan.ts";
import { createWatch } from "./absent/createWatch.ts";
import { type Database, PATIENCE_MS, within } from "./database/database.ts";
import { getDrops } from "./database/drops.ts";
import { type StoredEvent, storeEvents } from "./database/events.ts";
import { type DatabaseOptions, openDatabase } from "./database/openDatabase.ts";
import type { Erased, Subject } from "./database/people/people.ts";
import { createLease } from "./database/rates.ts";
import type { StandingChange } from "./figures/port.ts";
import { startFigures } from "./figures/startFigures.ts";
import { toFigures } from "./figures/toFigures.ts";
import { askOrLink } from "./http/askOrLink.ts";
import { listen, type Running } from "./http/listen.ts";
import { askOperator } from "./http/operator.ts";
import { createReplyTo } from "./http/replyTo.ts";
import { createApi } from "./http/routes/eventRoutes.ts";
import { createFigureRoutes } from "./http/routes/figureRoutes.ts";
import { createHealthRoutes } from "./http/routes/healthRoutes.ts";
import { createLive } from "./http/routes/liveRoutes.ts";
import { createMetrics } from "./http/routes/metricsRoutes.ts";
import { createPeopleRoutes } from "./http/routes/peopleRoutes.ts";
import { createProgressRoutes } from "./http/routes/progressRoutes.ts";
import { createWebhookRoutes } from "./http/routes/webhookRoutes.ts";
import { sealReplies, sealSite } from "./http/seal.ts";
import { createSite } from "./http/site.ts";
import { tellStored } from "./http/tellStored.ts";
import { openIntake } from "./ingest/openIntake.ts";
import { createStore } from "./ingest/store.ts";
import { checkKeepDays } from "./keeping/checkKeepDays.ts";
import { createRetention } from "./keeping/createRetention.ts";
import { createKeys, type KeyOptions } from "./keys/keys.ts";
import { createLinks } from "./keys/ownerLinks.ts";
import { createErrorLog } from "./lib/errorLog.ts";
import { chooseNames } from "./lib/hosts.ts";
import { createLines, type LogFormat } from "./lib/lines.ts";
import { createTurns } from "./lib/threadTurns.ts";
import type { JourneyMap } from "./overview/journeyMap.ts";
import { createProgress } from "./progress/createProgress.ts";
import { createSilences } from "./retention/createSilences.ts";
import { createStandingReport } from "./retention/createStandingReport.ts";
import { createSummaries } from "./retention/createSummaries.ts";
import { startIngest } from "./startIngest.ts";
import { createWebhooks } from "./webhooks/createWebhooks.ts";
import type { Resolve } from "./webhooks/post.ts";
import type { Webhook } from "./webhooks/webhook.ts";

export interface ReceiverOptions extends DatabaseOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen at; `0.0.0.0` is all of this machine's. @default "127.0.0.1" */
  readonly host?: string;
  /** Names by which it is reached, besides those of its machine. Left out, any is taken where it has keys and a password. */
  readonly hosts?: readonly string[];
  /** Origins of the pages that may send where no `keys` are given: `["http://localhost:4000"]`. */
  readonly origins: readonly string[];
  /** What each write key is for. Left out, any is taken: fit for one's own machine, and nothing else. */
  readonly keys?: Readonly<Record<string, KeyOptions>>;
  /** What progress is derived with; left out, there is none. */
  readonly plan?: Plan;
  /** The config that the plan is of: figures are made with it. Left out, there are none. */
  readonly config?: Config;
  /** Makes all that figures are made of anew, from the events. @default false */
  readonly rebuild?: boolean;
  /** The silence of an account, in milliseconds, after which `Account Silent` is stored of it. Left out, none is. */
  readonly silentAfter?: number;
  /** Password of Mission Control and the metrics, for any user name. Left out, who reaches them sees them. */
  readonly password?: string;
  /** Order and titles of the milestones; left out, the page tells them from the rows. */
  readonly journey?: JourneyMap;
  /** Address of the product, for the page to point at while nothing has arrived. */
  readonly product?: string;
  /** Address of a Mission Control with made-up rows, for the page to point at. @default none */
  readonly sample?: string;
  /** All rows are made up, which the page says: the share of them that is in, from 0 to 1. @default they are not */
  readonly madeUp?: () => number;
  /** Proxies in front that are trusted to say who came to them. Left out, one address may send as much as all. */
  readonly proxies?: number;
  /** Addresses of a log's servers: what comes in goes there, and from there into the database. @default none */
  readonly log?: string;
  /** `"ingest"` takes in alone: no database, and nothing to be seen. It needs a log, from which others store. */
  readonly only?: "ingest" | undefined;
  /** Days after which what people did is deleted. @default it is kept */
  readonly keepDays?: number | undefined;
  /** Whether Milepost guides who opens Mission Control for the first time. @default false */
  readonly guidance?: boolean;
  /** Addresses that are told of events. @default none */
  readonly webhooks?: readonly Webhook[];
  /** The addresses of a webhook's name. @default DNS */
  readonly resolve?: Resolve;
  /** How lines of the log look. @default "text" */
  readonly logFormat?: LogFormat;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

export interface RunningReceiver extends Running {
  /** Where the rows are kept, in words. */
  readonly place: string;
}

/** Opens the database, then the doors: events come in under `/v1`, `/` shows them, `/healthz` answers for both. */
export async function startReceiver(options: ReceiverOptions): Promise<RunningReceiver> {
  if (options.only === "ingest") return startIngest(options);
  checkKeepDays(options);
  const keys = createKeys(options);
  const database = await openDatabase(options);
  const { app, close } = await createApp(options, { database, keys }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  try {
    const server = await listen(app, options.port, options.host, chooseNames(options));
    return {
      url: server.url,
      place: database.place,
      async close() {
        await close();
        await server.close();
        await database.close();
      },
    };
  } catch (error) {
    await close();
    await database.close();
    throw error;
  }
}

interface Parts {
  readonly database: Database;
  readonly keys: ReturnType<typeof createKeys>;
}

async function createApp(
  options: ReceiverOptions,
  { database, keys }: Parts,
): Promise<{ readonly app: Hono<{ Bindings: HttpBindings }>; readonly close: () => Promise<void> }> {
  const { now = Date.now, password, proxies, webhooks: addresses = [], resolve } = options;
  const write = createLines(options);
  const log = createErrorLog(now, write);
  const metrics = createMetrics({
    getDrops: () => within(PATIENCE_MS, getDrops(database.aside)),
    getWaiting: async () => intake.getWaiting?.() ?? 0,
  });
  const turns = createTurns();
  const progress = createProgress({ database, turns, now, onError: log });
  const live = createLive({ ...options, database, onError: log });
  const webhooks = createWebhooks({ database, keys, webhooks: addresses, now, resolve, onError: log });
  const raising = { database, keys, now, onRaised, onError: log, alongside: [webhooks.write] };
  const silences = createSilences(raising);
  const watch = createWatch({ ...raising, turns, withdraw: webhooks.withdraw });
  const operator = askOperator({ password, now, proxies, onRefused: metrics.countRefused, write });
  const summaries = createSummaries({ webhooks: addresses, put: webhooks.put, now, onError: log });
  const making = { ...toFigures(options), database, now, onMade, onStanding, onError: log };
  const figures = await startFigures(making);
  const onGone = (): void => figures?.note();
  const retention = createRetention({ ...raising, turns, days: options.keepDays, onGone });
  const reading = createProgressRoutes({ keys, progress, now });
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError(createReplyTo(log));
  app.use(sealSite);
  // What takes in need not have the database, where there is a log.
  const ask = (): Promise<unknown> => intake.getWaiting?.() ?? database.query("select 1");
  app.route("/", createHealthRoutes(ask));
  app.use("/v1/*", sealReplies);
  app.use("/v1/*", metrics.watch);
  const onStored = tellStored({
    metrics,
    live,
    progress,
    figures,
    noted: [silences, watch, webhooks, retention],
  });
  const store = createStore({ database, alongside: [watch.write, webhooks.write], onStored });
  const { countRejected: onRejected } = metrics;
  const intake = await openIntake({ ...options, ...metrics, store, onError: log });
  const lease = createLease(database);
  const api = createApi({ keys, proxies, now, log, turns, store: intake.store, onRejected, lease });
  // It has no write key: its doors are those of Mission Control.
  const { ask: onRevived } = webhooks;
  app.route("/v1/webhooks", createWebhookRoutes({ database, operator, now, onRevived }));
  app.route("/v1", api);
  app.route("/v1", reading.routes);
  app.route("/v1", createPeopleRoutes({ database, keys, now, onErased }));
  const links = password === undefined ? undefined : createLinks(password);
  app.route("/v1/figures", createFigureRoutes({ figures, database, operator, links, proxies, now, write }));
  if (operator) app.use(askOrLink({ operator, links, now }));
  app.route("/", metrics.routes);
  app.route("/", live.routes);
  app.route("/", createSite(options));
  summaries.start(figures);
  silences.start();
  watch.start();
  webhooks.start();
  retention.start();

  /** Reports of our own were stored. */
  function onRaised(seqs: readonly string[], reports: readonly StoredEvent[]): void {
    live.tell(seqs);
    progress.tell(reports);
    webhooks.note(reports);
  }

  function onMade(): void {
    live.tellFigures();
    summaries.note();
  }

  async function onStanding(writeKey: string, changes: readonly StandingChange[]): Promise<void> {
    const reports = changes.map((one) => createStandingReport({ ...one, writeKey, now: now() }));
    const { seqs } = await storeEvents(database, reports, [webhooks.write]);
    onRaised(seqs, reports);
  }

  /** Whoever looks at them sees them no more. */
  function onErased({ writeKey, kind, id }: Subject, { users }: Erased): void {
    live.restart();
    figures?.forget();
    progress.forget(writeKey, kind === "account" ? { users, accounts: [id] } : { users, accounts: [] });
  }

  return {
    app,
    async close() {
      reading.close();
      await intake.close();
      await progress.close();
      await summaries.stop();
      await retention.stop();
      await Promise.all([live.close(), silences.stop(), watch.stop(), webhooks.stop(), figures?.stop()]);
    },
  };
}
