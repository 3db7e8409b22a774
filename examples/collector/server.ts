import { Hono } from "hono";
import { listen, type Running } from "../http/listen.ts";
import { type DatabaseOptions, openDatabase } from "./database/openDatabase.ts";
import { createApi } from "./http/api.ts";
import { createLive } from "./http/live.ts";
import { createSite } from "./http/site.ts";
import type { JourneyMap } from "./overview/journeyMap.ts";

export interface CollectorOptions extends DatabaseOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Origins of the pages that may send: `["http://localhost:4000"]`. */
  readonly origins: readonly string[];
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
  const database = await openDatabase(options);
  const live = createLive({ database, journey: options.journey, product: options.product });
  const app = new Hono();
  app.get("/healthz", async (c) => {
    const healthy = await database.query("select 1").then(
      () => true,
      () => false,
    );
    return c.json({ ok: healthy }, healthy ? 200 : 503);
  });
  app.route(
    "/v1",
    createApi({ database, origins: options.origins, now: options.now ?? Date.now, onStored: live.tell }),
  );
  app.route("/", live.routes);
  app.route("/", createSite());
  try {
    const server = await listen(app, options.port);
    return {
      url: server.url,
      place: database.place,
      async close() {
        live.close();
        await server.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
