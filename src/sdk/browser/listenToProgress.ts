import { fromJson } from "../domain/lib/json.ts";
import type { ListenOptions } from "../ports.ts";

/** In characters: of what says no end of a message no more is kept. */
const LONGEST = 262_144;

/**
 * Hears what an address tells as server-sent events, by `fetch`, as `EventSource` sends no token. Resolves to the status
 * once it has ended: at once where the reply is none of that kind. Rejects where it breaks off, or is aborted.
 */
export const createListen =
  ({ fetch }: Pick<Window, "fetch">) =>
  async (url: string, bearer: string, { tell, signal }: ListenOptions): Promise<number> => {
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: "text/event-stream" },
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal,
    });
    const isStream = /^text\/event-stream\b/.test(reply.headers.get("content-type") ?? "");
    const reader = reply.body?.getReader();
    if (!isStream || !reply.ok) {
      await reader?.cancel();
      return reply.ok ? 406 : reply.status;
    }
    const decoder = new TextDecoder();
    let text = "";
    for (let part = await reader?.read(); part?.value; part = await reader!.read()) {
      text += decoder.decode(part.value, { stream: true });
      const messages = text.split("\n\n");
      text = messages.pop()!.slice(0, LONGEST);
      for (const message of messages) {
        const data = /^data: ?(.*)$/m.exec(message)?.[1];
        if (data === undefined) continue;
        try {
          tell(fromJson(data));
        } catch {
          // What is no JSON says nothing.
        }
      }
    }
    return reply.status;
  };
