import { Hono } from "hono";

/**
 * `GET /livez`: the process answers. `GET /healthz`: it can take something in, since the database or the log that this
 * goes to answers too. They are apart, as a restart brings neither back.
 * @param ask What rejects where that does not answer.
 */
export function createHealthRoutes(ask: () => Promise<unknown>): Hono {
  const routes = new Hono();
  routes.get("/livez", (c) => c.json({ ok: true }));
  routes.get("/healthz", async (c) => {
    const healthy = await ask().then(
      () => true,
      () => false,
    );
    return healthy ? c.json({ ok: true }) : c.json({ ok: false }, 503, { "retry-after": "5" });
  });
  return routes;
}
