import { Hono } from "hono";
import type { Database } from "../../database/database.ts";

/**
 * `GET /livez`: the process answers. `GET /healthz`: it can work, since its database answers too. They are apart, as a
 * restart brings no database back.
 */
export function createHealthRoutes({ query }: Pick<Database, "query">): Hono {
  const routes = new Hono();
  routes.get("/livez", (c) => c.json({ ok: true }));
  routes.get("/healthz", async (c) => {
    const healthy = await query("select 1").then(
      () => true,
      () => false,
    );
    return healthy ? c.json({ ok: true }) : c.json({ ok: false }, 503, { "retry-after": "5" });
  });
  return routes;
}
