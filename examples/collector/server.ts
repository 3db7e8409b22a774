import { Hono } from "hono";
import type { Plan } from "../../src/sdk/domain/plan/plan.ts";
import { listen, type Running } from "../http/listen.ts";
import type { Database } from "./database/database.ts";
import { type DatabaseOptions, openDatabase } from "./database/openDatabase.ts";
import { createApi } from "./http/api.ts";
import { createLive, type Live } from "./http/live.ts";
import { createMetrics } from "./http/metrics.ts";
import { askOperator } from "./http/operator.ts";
import { createPeopleRoutes } from "./http/people.ts";
import { createProgressRoutes } from "./http/progress.ts";
import { replyTo } from "./http/refusal.ts";
import { createSite } from "./http/site.ts";
import { createKeys, type KeyOptions } from "./keys/keys.ts";
import type { JourneyMap } from "./overview/journeyMap.ts";
import { createProgress } from "./progress/createProgress.ts";
import { createSilences } from "./retention/createSilences.ts";

export interface CollectorOptions extends DatabaseOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen at; `0.0.0.0` is all of this machine's. @default "127.0.0.1" */
  readonly host?: string;
  /** Origins of the pages that may send where no `keys` are given: `["http://localhost:4000"]`. */
  readonly origins: readonly string[];
  /** What each write key is for. Left out, any is taken: fit for one's own machine, and nothing else. */
  readonly keys?: Readonly<Record<string, KeyOptions>>;
  /** What progress is derived with; left out, there is none. */
  readonly plan?: Plan;
  /** The silence of an account, in milliseconds, after which `Account Silent` is stored of it. Left out, none is. */
  readonly silentAfter?: number;
  /** Password of Mission Control and the metrics, for any user name. Left out, who reaches them sees them. */
  readonly password?: string;
  /** Order and titles of the milestones; left out, the page tells them from the rows. */
  readonly journey?: JourneyMap;
  /** Address of the product, for the page to point at while nothing has arrived. */
  readonly product?: string;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
}

export interface Collector extends Running {
  /** Where the rows are kept, in words. */
  readonly place: string;
}

/** Opens the database, then the doors: events come in under `/v1`, `/` shows them, `/healthz` answers for both. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const keys = createKeys(options);
  const database = await openDatabase(options);
  const live = createLive({ database, journey: options.journey, product: options.product });
  const { app, close } = createApp(options, { database, keys, live });
  try {
    const server = await listen(app, options.port, options.host);
    return {
      url: server.url,
      place: database.place,
      async close() {
        live.close();
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
  readonly live: Live;
}

function createApp(
  { now = Date.now, password }: CollectorOptions,
  { database, keys, live }: Parts,
): { readonly app: Hono; readonly close: () => Promise<void> } {
  const metrics = createMetrics(database);
  const progress = createProgress(database, now);
  const silences = createSilences({ database, keys, now, onRaised: live.tell });
  const reading = createProgressRoutes({ keys, progress, now });
  const app = new Hono();
  app.onError(replyTo);
  app.get("/healthz", async (c) => {
    const healthy = await database.query("select 1").then(
      () => true,
      () => false,
    );
    return c.json({ ok: healthy }, healthy ? 200 : 503);
  });
  app.use("/v1/*", metrics.watch);
  const api = createApi({
    database,
    keys,
    now,
    onStored(ingested) {
      metrics.count(ingested);
      if (ingested.seqs.length > 0) live.tell(ingested.seqs);
      progress.tell(ingested.events);
      silences.note(ingested.events);
    },
  });
  app.route("/v1", api);
  app.route("/v1", reading.routes);
  app.route("/v1", createPeopleRoutes({ database, keys, onErased: () => live.tell([]) }));
  if (password !== undefined) app.use(askOperator(password));
  app.route("/", metrics.routes);
  app.route("/", live.routes);
  app.route("/", createSite());
  silences.start();
  return {
    app,
    close() {
      reading.close();
      return silences.stop();
    },
  };
}
