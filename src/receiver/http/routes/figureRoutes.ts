import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { parseTime } from "../../../dialects/time.ts";
import { type Queries, within } from "../../database/database.ts";
import { addAuditEntry } from "../../database/people/audit.ts";
import type { Answer, Question } from "../../figures/port.ts";
import type { Figures } from "../../figures/startFigures.ts";
import type { Filter } from "../../figures/views/filterFacts.ts";
import { VIEWS } from "../../figures/views/getView.ts";
import type { Index, View } from "../../figures/views/views.ts";
import type { Links } from "../../keys/ownerLinks.ts";
import { Refusal } from "../../lib/refusal.ts";
import { getAddress } from "../address.ts";
import { readId } from "../ids.ts";
import { getBasicName } from "../source.ts";

type Env = { Bindings: HttpBindings };

export interface FigureRoutesOptions {
  /** Left out where no write key has a config. */
  readonly figures: Figures | undefined;
  /** Asks for the password; left out where there is none. */
  readonly operator: MiddlewareHandler<Env> | undefined;
  readonly links: Links | undefined;
  readonly proxies: number | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** For a line that says who was looked at. */
  readonly write: (line: string) => void;
  /** The same is kept there. */
  readonly database: Queries;
}

/** Milliseconds after which somebody is told to come again. */
const PATIENCE = 20_000;

/** Views that a link opens, each with what its owner answers for and nothing else. */
const LINKED_VIEWS: readonly View[] = ["owners", "gaps", "time", "standings"];

/**
 * `GET /v1/figures` and what is under it: what the report says, as of now. For who knows the password, and an owner's
 * part of it for who has a link to that.
 */
export function createFigureRoutes(options: FigureRoutesOptions): Hono<Env> {
  const { figures, operator, links, proxies = 0, now, write, database } = options;
  const routes = new Hono<Env>();
  // A link says by itself what it opens.
  if (operator) routes.use((c, next) => (c.req.query("link") === undefined ? operator(c, next) : next()));

  async function ask(c: Context<Env>, question: Question): Promise<Response> {
    if (!figures) throw new Refusal("plan-missing");
    refuseOthers(c);
    return reply(c, await within(PATIENCE, figures.ask(question)));
  }

  /** The key that is meant where none is named; `null` where there is none. */
  async function findKey(): Promise<string | null> {
    const answer = await figures?.ask({ kind: "index", key: undefined });
    return answer ? (JSON.parse(answer.body) as Index).key : null;
  }

  /** The owner to whom a link belongs; `undefined` without one. */
  function readLink(c: Context<Env>): string | undefined {
    const link = c.req.query("link");
    if (link === undefined) return undefined;
    const owner = links?.read(link, now());
    if (owner === undefined) throw new Refusal("link-invalid");
    return owner;
  }

  routes.get("/", async (c) => {
    const owner = readLink(c);
    // It is the first thing that the page asks, and no fault of it.
    if (!figures) {
      refuseOthers(c);
      return c.json(NO_FIGURES);
    }
    return ask(c, { kind: "index", key: readKey(c), ...(owner !== undefined && { owner }) });
  });
  routes.get("/customers", async (c) => {
    if (readLink(c) !== undefined) throw new Refusal("link-invalid");
    const text = readId((c.req.query("text") ?? "").trim());
    return ask(c, { kind: "customers", text, key: readKey(c) });
  });
  for (const of of ["user", "account"] as const) {
    routes.get(`/${of}s/:id`, async (c) => {
      if (readLink(c) !== undefined) throw new Refusal("link-invalid");
      refuseOthers(c);
      const id = readId(c.req.param("id"));
      const filter = readFilter(c);
      const time =
        filter.from === undefined || filter.to === undefined
          ? undefined
          : { from: filter.from, to: filter.to };
      const from = getAddress(c.env.incoming, proxies);
      write(`${new Date(now()).toISOString()} read the way of the ${of} ${JSON.stringify(id)}, from ${from}`);
      const key = readKey(c) ?? (await findKey());
      const by = (operator && getBasicName(c.req.raw)) ?? "anybody";
      if (key !== null)
        await addAuditEntry(database, {
          writeKey: key,
          kind: of,
          id,
          by,
          did: "read",
          events: null,
          now: now(),
        });
      return ask(c, { kind: "timeline", of, id, key: key ?? undefined, time });
    });
  }
  routes.get("/:view", (c) => {
    const view = c.req.param("view");
    if (!isView(view)) throw new Refusal("view-unknown");
    const owner = readLink(c);
    if (owner !== undefined && !LINKED_VIEWS.includes(view)) throw new Refusal("link-invalid");
    return ask(c, {
      kind: "view",
      view,
      key: readKey(c),
      filter: { ...readFilter(c), ...(owner !== undefined && { owner }) },
    });
  });
  return routes;
}

/** A receiver without a config has no figures. */
const NO_FIGURES: Index = {
  keys: [],
  key: null,
  plan: null,
  targets: null,
  owners: [],
  users: 0,
  start: null,
  end: null,
  waiting: 0,
};

/** No other page reads them, though it may be one that sends. */
function refuseOthers(c: Context): void {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site") ?? "none";
  const isOwn =
    origin === undefined || (URL.canParse(origin) && new URL(origin).host === c.req.header("host"));
  if (!isOwn || (site !== "same-origin" && site !== "none")) throw new Refusal("origin-unknown");
}

function reply(c: Context, answer: Answer): Response {
  if (answer === null) throw new Refusal("figures-missing");
  const tag = `"${answer.tag}"`;
  const age = answer.age ? { age: `${answer.age}` } : {};
  const headers = { etag: tag, "cache-control": "private, no-cache", vary: "Authorization", ...age };
  if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
  return c.body(answer.body, 200, { ...headers, "content-type": "application/json; charset=UTF-8" });
}

const isView = (text: string): text is View => (VIEWS as readonly string[]).includes(text);

const readKey = (c: Context): string | undefined => {
  const key = c.req.query("key");
  return key === undefined ? undefined : readId(key);
};

/** @throws {Refusal} where a time is none. */
function readFilter(c: Context): Filter {
  const text = (name: "journey" | "segment" | "owner"): Partial<Filter> => {
    const value = c.req.query(name);
    return value ? { [name]: readId(value) } : {};
  };
  const time = (name: "from" | "to"): Partial<Filter> => {
    const value = c.req.query(name);
    if (!value) return {};
    const at = parseTime(value);
    if (at === undefined || Number.isNaN(at)) throw new Refusal("filter-invalid");
    return { [name]: at };
  };
  return { ...text("journey"), ...text("segment"), ...text("owner"), ...time("from"), ...time("to") };
}
