/** The one place of the page that asks the receiver for figures. */
import type { AccountTimeline, Customers, Index, UserTimeline, View, Views } from "../figures/views/views.ts";
import { type Filter, toQuery } from "./address.ts";
import { addDays, getStart } from "./readDay.ts";

/** What is known of something that was asked for. `old` figures stand until the new ones are there. */
export type Known<T> =
  | { readonly state: "waiting" }
  | { readonly state: "known"; readonly value: T }
  | { readonly state: "failed"; readonly status: number; readonly message: string };

interface Entry {
  known: Known<unknown>;
  etag: string | null;
  asking: boolean;
  isStale: boolean;
}

export interface Figures {
  getIndex(): Known<Index>;
  getView<V extends View>(view: V, filter: Filter): Known<Views[V]>;
  /** Of one day, or of all where that is empty. */
  getUser(id: string, day: string): Known<UserTimeline>;
  getAccount(id: string, day: string): Known<AccountTimeline>;
  /** Asks at once, and each time. */
  findCustomers(text: string): Promise<Known<Customers>>;
  /** Asks again for what is looked at: something has changed, or it failed before. */
  refresh(): void;
}

const BASE = "/v1/figures";

/**
 * Figures by what was asked, with an owner's link where the page was opened by one. What changes is asked for again with its `etag`, and stands as it is until then.
 * @param onChange Called when something is known that was not.
 */
export function createFigures(onChange: () => void, link: string): Figures {
  const entries = new Map<string, Entry>();
  /** What has been looked at since the last refresh; nothing else is asked for again. */
  let seen = new Set<string>();

  function get<T>(path: string): Known<T> {
    seen.add(path);
    let entry = entries.get(path);
    if (!entry) {
      entry = { known: { state: "waiting" }, etag: null, asking: false, isStale: true };
      entries.set(path, entry);
    }
    if (entry.isStale && !entry.asking) void ask(path, entry);
    return entry.known as Known<T>;
  }

  const withLink = (path: string): string =>
    link === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ link })}`;

  async function ask(path: string, entry: Entry): Promise<void> {
    entry.asking = true;
    entry.isStale = false;
    const known = await load(withLink(path), entry);
    entry.asking = false;
    if (!known) return;
    entry.known = known;
    onChange();
  }

  return {
    getIndex: () => get(""),
    getView: (view, filter) => get(`/${toQuery(view, filter)}`),
    getUser: (id, day) => get(`/users/${encodeURIComponent(id)}${toTime(day)}`),
    getAccount: (id, day) => get(`/accounts/${encodeURIComponent(id)}${toTime(day)}`),
    findCustomers: async (text) =>
      (await load<Customers>(`/customers?${new URLSearchParams({ text })}`)) ?? FAILED,
    refresh() {
      for (const [path, entry] of entries) {
        if (seen.has(path)) entry.isStale = true;
        else entries.delete(path);
      }
      seen = new Set();
      onChange();
    },
  };
}

/** A day by the browser's clock, as the time that is asked for. */
const toTime = (day: string): string =>
  day === ""
    ? ""
    : `?${new URLSearchParams({ from: toText(getStart(day)), to: toText(getStart(addDays(day, 1))) })}`;
const toText = (at: number): string => new Date(at).toISOString();

const FAILED = { state: "failed", status: 0, message: "The receiver does not answer." } as const;

/** `undefined` where what is known still holds. */
async function load<T>(path: string, entry?: Entry): Promise<Known<T> | undefined> {
  try {
    const reply = await fetch(BASE + path, {
      headers: {
        accept: "application/json",
        ...(entry && entry.etag !== null && { "if-none-match": entry.etag }),
      },
    });
    if (reply.status === 304) return undefined;
    if (!reply.ok) return { state: "failed", status: reply.status, message: await readMessage(reply) };
    if (entry) entry.etag = reply.headers.get("etag");
    return { state: "known", value: await reply.json() };
  } catch {
    return FAILED;
  }
}

async function readMessage(reply: Response): Promise<string> {
  const text = await reply.text();
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === "object" && said !== null) {
      const { message, error } = said as { readonly message?: unknown; readonly error?: unknown };
      if (typeof message === "string") return message;
      if (typeof error === "string") return error;
    }
  } catch {
    // Not every reply is ours: a proxy has words of its own.
  }
  return `The receiver answered with ${reply.status}.`;
}
