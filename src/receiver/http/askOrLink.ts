import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { LINK_DAYS, type Links } from "../keys/ownerLinks.ts";

type Handler = MiddlewareHandler<{ Bindings: HttpBindings }>;

/** What the page's own files are asked for with: `index.html` names them without the link. */
const COOKIE = "milepost-link";
const FILES = "/page/";

export interface AskOrLinkOptions {
  /** Asks for the password. */
  readonly operator: Handler;
  readonly links: Links | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Asks for the password, but for who comes with an owner's link: they get the page and its files, and nothing else. The
 * cookie goes with these files alone, and opens no figure: the page asks for those with the link.
 */
export function askOrLink({ operator, links, now }: AskOrLinkOptions): Handler {
  const isLink = (link: string | undefined): link is string =>
    link !== undefined && links?.read(link, now()) !== undefined;
  return async (c, next) => {
    const { path } = c.req;
    // What is under /v1 has keys of its own.
    if (path.startsWith("/v1/")) return next();
    if (path.startsWith(FILES) && isLink(getCookie(c, COOKIE))) return next();
    const link = c.req.query("link");
    if (path !== "/" || !isLink(link)) return operator(c, next);
    // What is set before a file is read is lost with the reply that it replaces.
    await next();
    setCookie(c, COOKIE, link, {
      path: FILES,
      httpOnly: true,
      sameSite: "Strict",
      maxAge: LINK_DAYS * 86_400,
    });
  };
}
