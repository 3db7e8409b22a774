import { Hono, type MiddlewareHandler } from "hono";
import type { Database } from "../../database/database.ts";
import { getDead, reviveDelivery } from "../../database/deliveries.ts";
import { Refusal } from "../../lib/refusal.ts";

/** Deliveries that a reply has at most. */
const MOST = 100;

export interface WebhookRoutesOptions {
  readonly database: Database;
  /** Asks for the password; left out, there is none. */
  readonly operator: MiddlewareHandler | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told the webhook of which something is to be tried again. */
  readonly onRevived: (webhook: string) => void;
}

/** Deliveries that were given up, and another try: for who knows the password, and for pages of this receiver alone. */
export function createWebhookRoutes({ database, operator, now, onRevived }: WebhookRoutesOptions): Hono {
  const routes = new Hono();
  routes.use(refuseOtherPages);
  if (operator) routes.use(operator);
  routes.get("/dead", async (c) => c.json({ dead: await getDead(database.aside, MOST) }));
  routes.post("/dead/:id/retry", async (c) => {
    const id = c.req.param("id");
    const webhook = /^\d{1,18}$/.test(id) ? await reviveDelivery(database, id, now()) : undefined;
    if (webhook === undefined) throw new Refusal("delivery-missing");
    onRevived(webhook);
    return c.json({ retried: id });
  });
  return routes;
}

/** A browser brings the password along for any page that asks: it says which page that is. */
const refuseOtherPages: MiddlewareHandler = async (c, next) => {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const isOther =
    (site !== undefined && site !== "same-origin" && site !== "none") ||
    (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== c.req.header("host")));
  if (isOther) throw new Refusal("origin-unknown");
  await next();
};
