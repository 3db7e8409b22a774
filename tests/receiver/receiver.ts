import { randomUUID } from "node:crypto";
import type { Arrival } from "../../src/receiver/database/arrivals.ts";
import type { Overview } from "../../src/receiver/overview/getOverview.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** A `track` event as a browser sends it. */
export function createEvent(fields: Fields = {}): Fields & { readonly messageId: string } {
  return {
    type: "track",
    event: "Invoice Sent",
    messageId: randomUUID(),
    anonymousId: "visitor-1",
    timestamp: new Date().toISOString(),
    properties: { total: 40 },
    context: { library: { name: "milepost", version: "1.0.0" } },
    ...fields,
  };
}

/** Posts as the SDK does: JSON under a content type that needs no preflight. */
export function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "text/plain;charset=UTF-8", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export interface LiveMessage {
  readonly event: string;
  readonly data: string;
}

/** The messages of `/live`, one by one, until the reader stops. */
export const readLive = (url: string): AsyncGenerator<LiveMessage> => readStream(`${url}/live`);

/** Server-sent events, one by one, until the reader stops. */
export async function* readStream(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<LiveMessage> {
  const leaving = new AbortController();
  try {
    const { body } = await fetch(url, { headers, signal: leaving.signal });
    if (body === null) return;
    let text = "";
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) yield parseMessage(message);
    }
  } finally {
    leaving.abort();
  }
}

function parseMessage(message: string): LiveMessage {
  const fields = Object.fromEntries(message.split("\n").map((line) => line.split(/: (.*)/s)));
  return { event: fields.event ?? "message", data: fields.data ?? "" };
}

/** What the receiver holds now, as its page is told: the latest 100 rows, the earliest first, and the journey. */
export async function getHeld(
  url: string,
): Promise<{ readonly rows: readonly Arrival[]; readonly overview: Overview }> {
  let rows: readonly Arrival[] = [];
  for await (const { event, data } of readLive(url)) {
    if (event === "rows") rows = JSON.parse(data);
    if (event === "overview") return { rows, overview: JSON.parse(data) };
  }
  throw new Error("The stream ended before its first overview");
}
